// queueMicrotask on a promise that is resolved already; report gets what the function throws.
(function (report) {
  'use strict';
  var apply = Reflect.apply;
  var then = Promise.prototype.then;
  var resolved = Promise.resolve();
  return function queueMicrotask(callback) {
    if (typeof callback !== 'function') throw new TypeError('queueMicrotask needs a function');
    apply(then, resolved, [function () {
      try {
        callback();
      } catch (error) {
        report(error);
      }
    }]);
  };
})
