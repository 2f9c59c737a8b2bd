// EventTarget, Event and CustomEvent, AbortController and AbortSignal, MessageChannel, as the standards of the web say.
// native.later(f) runs f in a turn of its own, native.after(ms, f) when time has passed, native.elapsed() is what performance.now says,
// and native.own(name) what this engine has under a name, whatever became of the global.
(function (native) {
  'use strict';
  const started = native.elapsed;
  const aborted = (message, name) => new (native.own('DOMException'))(message, name);

  class Event {
    #type;
    #init;
    #state = { target: null, current: null, prevented: false, stopped: false, phase: 0, at: started() };
    constructor(type, init) {
      if (arguments.length === 0) throw new TypeError("Failed to construct 'Event': 1 argument required, but only 0 present.");
      this.#type = String(type);
      this.#init = init === undefined || init === null ? {} : Object(init);
    }
    static state(event) { return event.#state; }
    get type() { return this.#type; }
    get target() { return this.#state.target; }
    get srcElement() { return this.#state.target; }
    get currentTarget() { return this.#state.current; }
    get eventPhase() { return this.#state.phase; }
    get bubbles() { return Boolean(this.#init.bubbles); }
    get cancelable() { return Boolean(this.#init.cancelable); }
    get composed() { return Boolean(this.#init.composed); }
    get isTrusted() { return false; }
    get timeStamp() { return this.#state.at; }
    get defaultPrevented() { return this.#state.prevented; }
    get returnValue() { return !this.#state.prevented; }
    composedPath() { return this.#state.current ? [this.#state.target] : []; }
    preventDefault() { if (this.cancelable) this.#state.prevented = true; }
    stopPropagation() {}
    stopImmediatePropagation() { this.#state.stopped = true; }
    get [Symbol.toStringTag]() { return 'Event'; }
  }
  const stateOf = Event.state;
  delete Event.state;

  class CustomEvent extends Event {
    #detail;
    constructor(type, init) {
      super(type, init);
      this.#detail = init && init.detail !== undefined ? init.detail : null;
    }
    get detail() { return this.#detail; }
  }

  class EventTarget {
    #listeners = [];
    addEventListener(type, listener, options) {
      if (listener === null || listener === undefined) return;
      const o = typeof options === 'object' && options !== null ? options : { capture: Boolean(options) };
      if (o.signal && o.signal.aborted) return;
      type = String(type);
      if (this.#listeners.some((l) => l.type === type && l.listener === listener && l.capture === Boolean(o.capture))) return;
      this.#listeners.push({ type, listener, capture: Boolean(o.capture), once: Boolean(o.once) });
      if (o.signal) o.signal.addEventListener('abort', () => this.removeEventListener(type, listener, o));
    }
    removeEventListener(type, listener, options) {
      const capture = Boolean(typeof options === 'object' && options !== null ? options.capture : options);
      this.#listeners = this.#listeners.filter((l) => !(l.type === String(type) && l.listener === listener && l.capture === capture));
    }
    dispatchEvent(event) {
      if (!(event instanceof Event)) throw new TypeError("Failed to execute 'dispatchEvent': parameter 1 is not of type 'Event'.");
      const state = stateOf(event);
      state.target = state.current = this;
      state.phase = 2;
      for (const one of this.#listeners.filter((l) => l.type === event.type)) {
        if (state.stopped) break;
        if (!this.#listeners.includes(one)) continue;
        if (one.once) this.#listeners = this.#listeners.filter((l) => l !== one);
        try {
          if (typeof one.listener === 'function') one.listener.call(this, event);
          else one.listener.handleEvent(event);
        } catch (error) {
          native.report(error);
        }
      }
      state.current = null;
      state.phase = 0;
      state.stopped = false;
      return !state.prevented;
    }
    get [Symbol.toStringTag]() { return 'EventTarget'; }
  }

  // handler defines the property on... of an event, which is a listener too.
  const handler = (prototype, type) => {
    const handlers = new WeakMap();
    Object.defineProperty(prototype, 'on' + type, {
      get() { return handlers.get(this) || null; },
      set(f) {
        const before = handlers.get(this);
        if (before) this.removeEventListener(type, before);
        handlers.delete(this);
        if (typeof f !== 'function') return;
        handlers.set(this, f);
        this.addEventListener(type, f);
      },
      enumerable: true, configurable: true,
    });
  };

  let making = false;
  class AbortSignal extends EventTarget {
    #aborted = false;
    #reason;
    constructor() {
      if (!making) throw new TypeError('Illegal constructor');
      super();
    }
    static make() {
      making = true;
      try {
        return new AbortSignal();
      } finally {
        making = false;
      }
    }
    static set(signal, reason) {
      if (signal.#aborted) return;
      signal.#aborted = true;
      signal.#reason = reason === undefined ? aborted('signal is aborted without reason', 'AbortError') : reason;
      signal.dispatchEvent(new Event('abort'));
    }
    static abort(reason) {
      const signal = makeSignal();
      setAborted(signal, reason);
      return signal;
    }
    static timeout(ms) {
      const signal = makeSignal();
      native.after(Number(ms), () => setAborted(signal, aborted('signal timed out', 'TimeoutError')));
      return signal;
    }
    static any(signals) {
      const signal = makeSignal();
      for (const one of signals) {
        if (one.aborted) {
          setAborted(signal, one.reason);
          break;
        }
        one.addEventListener('abort', () => setAborted(signal, one.reason));
      }
      return signal;
    }
    get aborted() { return this.#aborted; }
    get reason() { return this.#reason; }
    throwIfAborted() { if (this.#aborted) throw this.#reason; }
    get [Symbol.toStringTag]() { return 'AbortSignal'; }
  }
  const makeSignal = AbortSignal.make, setAborted = AbortSignal.set;
  delete AbortSignal.make;
  delete AbortSignal.set;
  handler(AbortSignal.prototype, 'abort');

  class AbortController {
    #signal = makeSignal();
    get signal() { return this.#signal; }
    abort(reason) { setAborted(this.#signal, reason); }
    get [Symbol.toStringTag]() { return 'AbortController'; }
  }

  class MessageEvent extends Event {
    #data;
    constructor(type, init) {
      super(type, init);
      this.#data = init && init.data !== undefined ? init.data : null;
    }
    get data() { return this.#data; }
  }

  class MessagePort extends EventTarget {
    #other = null;
    #open = false;
    #waiting = [];
    static join(a, b) {
      a.#other = b;
      b.#other = a;
    }
    postMessage(message) {
      const other = this.#other, data = native.own('structuredClone')(message);
      if (!other) return;
      other.#waiting.push(data);
      other.#deliver();
    }
    #deliver() {
      if (!this.#open) return;
      for (const data of this.#waiting.splice(0)) {
        native.later(() => this.#other && this.dispatchEvent(new MessageEvent('message', { data })));
      }
    }
    start() {
      this.#open = true;
      this.#deliver();
    }
    close() {
      if (this.#other) this.#other.#other = null;
      this.#other = null;
    }
    get [Symbol.toStringTag]() { return 'MessagePort'; }
  }
  const join = MessagePort.join;
  delete MessagePort.join;
  handler(MessagePort.prototype, 'message');
  const onmessage = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
  Object.defineProperty(MessagePort.prototype, 'onmessage', Object.assign({}, onmessage, {
    set(f) {
      onmessage.set.call(this, f);
      this.start();
    },
  }));

  class MessageChannel {
    constructor() {
      const ports = [new MessagePort(), new MessagePort()];
      join(ports[0], ports[1]);
      this.port1 = ports[0];
      this.port2 = ports[1];
    }
  }

  return { Event, CustomEvent, EventTarget, AbortController, AbortSignal, MessageChannel, MessagePort, MessageEvent };
})
