// wallet: the API under test, answered as the scenario has staged it.
(function (native, world) {
  'use strict';
  const { my, scenario, profile } = world;
  // How long a person takes to authorise, and after which time the wallet says something again.
  const ANSWER_MS = 1000, AGAIN_MS = 800;
  // How long after the call the person leaves the page, where the answer is to come late, and how long after that.
  const LEAVE_MS = 3000, LATE_MS = 1000;
  // How long a person takes who looks for their glasses, and one who has laid the phone aside.
  const SLOW_MS = 45 * 1000;
  const OVERDUE_MS = 20 * 60 * 1000;

  const codeField = profile.failure.code[0], messageField = profile.failure.message[0];
  const entry = profile.entry.name;
  const isCall = profile.entry.kind === 'call';
  let calls = 0;
  world.outlast('calls', () => calls, (count) => { calls = count; });

  world.isOld = false;
  world.sdkVersion = '2.9.8';

  // stageWallet takes the API away where the container is to be too old for it.
  world.stageWallet = () => {
    if (scenario.device && scenario.device.brand) world.stageDevice(scenario.device);
    if (!scenario.wallet.answers.some((answer) => answer.how === 'old-container')) return;
    world.isOld = true;
    delete my[entry];
  };

  const answerOf = () => {
    const { answers } = scenario.wallet;
    return answers[Math.min(Math.max(world.start, 1), answers.length) - 1];
  };

  const messages = {
    cancel: 'The person cancelled', network: 'The network failed', unknown: 'The result is unknown', fail: 'The signing failed',
  };
  const others = {
    'in Chinese': { cancel: '用户取消', network: '网络异常', unknown: '处理结果未知', fail: '签约失败' },
    'in Indonesian': { cancel: 'Dibatalkan oleh pengguna', network: 'Jaringan bermasalah', unknown: 'Hasil belum diketahui', fail: 'Gagal' },
    'without a text': { cancel: '', network: '', unknown: '', fail: '' },
    'with the text of a cancellation': { network: messages.cancel, unknown: messages.cancel, fail: messages.cancel },
    'with the text of a failed network': { cancel: messages.network, unknown: messages.network, fail: messages.network },
  };

  function failure(outcome, code, field, told) {
    const text = (others[told] || messages)[outcome];
    return { [codeField]: code === undefined ? profile.codes[outcome] : code, [field || messageField]: text === undefined ? 'Something went wrong' : text };
  }

  // success is what the wallet hands over: what the platform says where a real one stands behind the server.
  function success(hands, changes) {
    if (hands) return Object.assign({}, hands, changes);
    const payload = {};
    const { authState, authCode } = (world.start > 1 && scenario.wallet.later) || scenario.wallet;
    if (authState) payload.authState = authState;
    payload.authCode = authCode;
    return Object.assign(payload, changes);
  }

  // payload returns what the answer carries, and whether it is a success.
  function payload({ how, outcome, message }, hands) {
    const failing = outcome === 'approve' || !outcome ? 'fail' : outcome;
    switch (how) {
      case 'empty-failure': return { ok: false, value: {} };
      case 'undocumented-code': return { ok: false, value: failure(failing, '9999') };
      case 'blank-code': return { ok: false, value: failure(failing, '') };
      case 'zero-code': return { ok: false, value: failure(failing, '0') };
      case 'trade-pay-done': return { ok: false, value: failure(failing, '9000') };
      case 'sign-center-done': return { ok: false, value: failure(failing, '7000') };
      case 'numeric-code': return { ok: false, value: failure(failing, Number(profile.codes[failing])) };
      case 'error-message-only': return { ok: false, value: failure(failing, undefined, 'errorMessage') };
      case 'success-without-code': {
        const value = success(hands);
        delete value.authCode;
        return { ok: true, value };
      }
      case 'success-empty-code': return { ok: true, value: success(hands, { authCode: '' }) };
      case 'success-null-code': return { ok: true, value: success(hands, { authCode: null }) };
      case 'pay-sign-center': return { ok: true, value: { resultStatus: profile.codes[failing], memo: '', result: '' } };
      case 'success-then-fail': return { ok: true, value: success(hands) };
    }
    return outcome === 'approve' ? { ok: true, value: success(hands) } : { ok: false, value: failure(outcome, undefined, undefined, message) };
  }

  // Signing is a promise that knows whether the program looks at it: await and then both call its then.
  class Signing extends Promise {
    static get [Symbol.species]() { return Promise; }
    then(fulfilled, rejected) {
      if (this.looked) this.looked(typeof rejected === 'function');
      return super.then(fulfilled, rejected);
    }
  }

  function promised(call) {
    const p = { looked: false, handled: false };
    p.promise = new Signing((resolve, reject) => {
      p.resolve = resolve;
      p.reject = reject;
    });
    Promise.prototype.then.call(p.promise, undefined, () => {}); // its own rejection is nobody's fault
    Object.defineProperty(p.promise, 'looked', { value: (handles) => {
      p.looked = true;
      p.handled = p.handled || handles;
      if (p.late) p.late();
    } });
    p.settle = (ok, raw, value) => {
      const tell = () => {
        p.late = undefined;
        native.emit('deliver', { call: call.number, callback: ok ? 'resolve' : 'reject', payload: raw, handled: p.handled }, call.place);
      };
      if (p.looked) tell();
      else p.late = tell;
      (ok ? p.resolve : p.reject)(value);
    };
    return p;
  }

  // deliver gives an answer to one of the callbacks, where it was passed; without a result it gives nothing.
  function deliver(call, name, result) {
    const f = call[name];
    if (typeof f !== 'function') return;
    native.emit('deliver', { call: call.number, callback: name, payload: result && result.value }, native.placeOf(f) || call.place);
    native.guard(f, undefined, result ? [result.seen] : []);
  }

  function answered(call, result) {
    deliver(call, result.ok ? 'success' : 'fail', result);
    deliver(call, 'complete', result);
    deliver(call, 'callback', result);
  }

  function perform(call, answer) {
    const how = answer.when || answer.how;
    const result = observed(call, payload(answer, call.hands));
    const settle = () => call.promise.settle(result.ok, result.value, result.seen);
    const plain = () => {
      answered(call, result);
      settle();
    };
    switch (how) {
      case 'silence': return;
      case 'sync': return plain();
      case 'late': return world.whenLeft(LEAVE_MS, LATE_MS, plain);
      case 'slowly': return world.owe(plain, SLOW_MS);
      case 'overdue': return world.owe(plain, OVERDUE_MS);
      case 'complete-first': return world.after(ANSWER_MS, () => {
        deliver(call, 'complete', result);
        deliver(call, result.ok ? 'success' : 'fail', result);
        deliver(call, 'callback', result);
        settle();
      });
      case 'bare-complete': return world.after(ANSWER_MS, () => {
        deliver(call, result.ok ? 'success' : 'fail', result);
        deliver(call, 'complete');
        deliver(call, 'callback', result);
        settle();
      });
      case 'callback-and-promise': return world.after(ANSWER_MS, () => {
        answered(call, result);
        world.after(AGAIN_MS, settle);
      });
    }
    world.after(ANSWER_MS, plain);
    if (how === 'doubled') world.after(ANSWER_MS + AGAIN_MS, () => answered(call, result));
    if (how === 'success-then-fail') {
      world.after(ANSWER_MS + AGAIN_MS, () => deliver(call, 'fail', observed(call, { ok: false, value: failure('fail') })));
    }
  }

  const observed = (call, { ok, value }) => ({ ok, value, seen: native.observe(value, call.number) });

  // signedOf is the sign string of a call. While a program is explored, its profile is not known, so any option will do.
  function signedOf(options) {
    if (options === null || typeof options !== 'object') return '';
    const names = native.exploring() ? Object.keys(options) : profile.parameters;
    return names.map((name) => options[name]).filter((value) => value && typeof value !== 'function').map(String).join(' ');
  }

  // sign is a call of the API.
  function sign(api, options, callback) {
    const answer = answerOf();
    const call = { number: ++calls, place: native.caller() };
    native.emit('call', { call: call.number, api, options, callback }, call.place);
    if (options !== null && typeof options === 'object') ['success', 'fail', 'complete'].forEach((name) => { call[name] = options[name]; });
    call.callback = callback;
    call.hands = native.signing(native.silently(() => signedOf(options)));
    if (answer.how === 'throws') {
      native.emit('deliver', { call: call.number, callback: 'throw' }, call.place);
      throw new Error('the container refused the call');
    }
    call.promise = promised(call);
    perform(call, answer);
    return call.promise.promise;
  }

  if (!isCall) {
    let signing = (options) => sign('my.' + entry, options);
    Object.defineProperty(my, entry, {
      enumerable: true, configurable: true,
      get() {
        native.emit('available', { how: 'typeof', name: entry });
        return signing;
      },
      set(f) { signing = f; },
    });
  }

  // call is my.call: (name, options), (name, options, callback) or (name, callback).
  my.call = (name, options, callback) => {
    if (typeof options === 'function') {
      callback = options;
      options = undefined;
    }
    if (name === entry && !world.isOld) return sign("my.call('" + name + "')", options, callback);
    const f = name === entry || name === 'call' ? undefined : my[name];
    const o = options !== null && typeof options === 'object' ? options : {};
    const complete = (result) => {
      world.run(o.complete, undefined, result);
      world.run(callback, undefined, result);
    };
    if (typeof f === 'function') return f(Object.assign({}, o, { complete }));
    if (name !== entry) {
      native.emit('use', { api: "my.call('" + name + "')" });
      if (Object.keys(o).length > 0) native.emit('share', { how: "my.call('" + name + "')", content: world.clone(o) });
    }
    return world.asynchronous(10, () => {
      throw world.fail(1, 'not supported');
    })(Object.assign({}, o, { complete }));
  };

  Object.defineProperty(my, 'SDKVersion', {
    enumerable: true, configurable: true,
    get() {
      native.emit('available', { how: 'SDKVersion' });
      return world.sdkVersion;
    },
  });

  my.canIUse = (name) => {
    const api = String(name).split('.')[0];
    if (api === entry) {
      native.emit('available', { how: 'canIUse', name: String(name) });
      return !world.isOld;
    }
    return world.has(api);
  };
})
