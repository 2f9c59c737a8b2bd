// core: what every other file of the world is built on: time, callbacks, promises, paths into data.
//
// native is the host (native.go says what it has); world is where the files put what others use.
(function (native, world) {
  'use strict';
  const setTimer = world.timer, clearTimer = world.cancelTimer;
  const then = Promise.prototype.then, hasOwn = Object.prototype.hasOwnProperty;

  // after runs f in a turn of its own, ms of virtual time from now.
  world.after = (ms, f) => setTimer(f, ms);
  world.cancel = (timer) => clearTimer(timer);

  // run calls a function of the program: what it throws is reported, not passed on.
  world.run = (f, self, ...args) => (typeof f === 'function' ? native.guard(f, self, args) : undefined);

  // deferred is a promise and what settles it. A rejection that nobody looks at is not reported: the promise is a
  // convenience that programs with callbacks ignore. What is chained to it reports as usual.
  world.deferred = () => {
    const d = {};
    d.promise = new Promise((resolve, reject) => {
      d.resolve = resolve;
      d.reject = reject;
    });
    then.call(d.promise, undefined, () => {});
    return d;
  };

  // Failure is what an API ends with where it does not succeed.
  class Failure {
    constructor(error, errorMessage, more) {
      this.result = Object.assign({ error, errorMessage }, more);
    }
  }
  world.fail = (error, message, more) => new Failure(error, message, more);

  // asynchronous makes an API of a function of its options that returns the result or throws a failure; it is asked,
  // and the callbacks are called, ms after the call.
  world.asynchronous = (ms, work) => (options) => {
    const o = options === null || typeof options !== 'object' ? {} : options;
    const { success, fail, complete } = o;
    const d = world.deferred();
    setTimer(() => {
      let result, ok = true;
      try {
        result = work(o);
      } catch (e) {
        if (!(e instanceof Failure)) throw e;
        ok = false;
        result = e.result;
      }
      if (result === undefined) result = {};
      world.run(ok ? success : fail, undefined, result);
      world.run(complete, undefined, result);
      (ok ? d.resolve : d.reject)(result);
    }, ms);
    return d.promise;
  };

  // synchronous makes the pair of an asynchronous API and its Sync twin of one function.
  world.pair = (my, name, work) => {
    my[name] = world.asynchronous(10, work);
    my[name + 'Sync'] = (options) => {
      try {
        return work(options === null || typeof options !== 'object' ? {} : options);
      } catch (e) {
        if (e instanceof Failure) return e.result;
        throw e;
      }
    };
  };

  // clone copies plain data, as what is stored or sent is copied; functions are lost.
  world.clone = (value) => {
    if (value === undefined || typeof value === 'function') return undefined;
    return native.silently(() => JSON.parse(JSON.stringify(value)));
  };

  // copy copies plain objects and arrays and keeps everything else as it is: what a page starts with.
  world.copy = function copy(value) {
    if (Array.isArray(value)) return value.map(copy);
    if (value === null || typeof value !== 'object') return value;
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return value;
    const result = {};
    for (const name of Object.keys(value)) result[name] = copy(value[name]);
    return result;
  };

  // remembered keeps what a function makes of a text, which is the same each time and is not to be changed: what pages do
  // over and over, they do with the same names.
  const MOST_REMEMBERED = 2000;
  world.remembered = (f) => {
    const known = new Map();
    return (text) => {
      let made = known.get(text);
      if (made === undefined) {
        if (known.size >= MOST_REMEMBERED) known.clear();
        known.set(text, made = f(text));
      }
      return made;
    };
  };

  // steps takes a path such as "list[0].name" apart.
  world.steps = world.remembered((path) => {
    const steps = [];
    String(path).replace(/[^.[\]]+/g, (step) => steps.push(step));
    return steps;
  });

  // assign sets the value at a path. What is on the way is copied, not changed, as it may be frozen or shared; what is
  // missing is made. It returns the first step.
  world.assign = (data, path, value) => {
    if (hasOwn.call(data, path) || /^\w+$/.test(path)) {
      data[path] = value;
      return path;
    }
    const steps = world.steps(path);
    let at = data;
    steps.slice(0, -1).forEach((step, i) => {
      const next = at[step];
      if (Array.isArray(next)) at[step] = next.slice();
      else if (next !== null && typeof next === 'object') at[step] = Object.assign({}, next);
      else at[step] = /^\d+$/.test(steps[i + 1]) ? [] : {};
      at = at[step];
    });
    if (steps.length > 0) at[steps[steps.length - 1]] = value;
    return steps[0];
  };

  world.valueAt = (data, path) => world.steps(path).reduce((at, step) => (at === null || at === undefined ? undefined : at[step]), data);
})
