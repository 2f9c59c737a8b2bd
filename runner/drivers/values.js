/*
 * values.js: the makers of what a caller may pass and ECMAScript 5 has no words for. It is one expression, loaded where a
 * device reads it: probe.register(the object). A device that does not says of each value that it cannot build it.
 */
({
  arrow: (f) => (...args) => f(...args),
  async: (f) => async (...args) => f(...args),
  static: (f) =>
    class Caller {
      static told(...args) {
        return f(...args)
      }
    }.told,
  'instance-method': (f) => {
    class Caller {
      told(...args) {
        return f(...args)
      }
    }
    return new Caller().told
  },
  // What resumes a generator: each call goes on to the next yield.
  generator: (f) => {
    const running = (function* () {
      for (;;) f(yield)
    })()
    running.next()
    return running.next.bind(running)
  },
  'class-instance': (members) => {
    class Options {
      constructor() {
        Object.defineProperties(this, Object.getOwnPropertyDescriptors(members))
      }
    }
    return new Options()
  },
})
