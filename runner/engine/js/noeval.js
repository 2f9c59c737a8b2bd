// Makes eval, new Function and the constructors of the other kinds of function throw, reached in whatever way.
(function () {
  'use strict';
  function refuse() {
    throw new EvalError('code in a string is not run here: eval and new Function are not available in a mini program');
  }
  function define(object, name, value) {
    Object.defineProperty(object, name, { value: value, writable: true, enumerable: false, configurable: true });
  }
  [function () {}, function* () {}, async function () {}, async function* () {}].forEach(function (sample) {
    var prototype = Object.getPrototypeOf(sample);
    function Function() { refuse(); }
    Object.defineProperty(Function, 'prototype', { value: prototype, writable: false });
    define(prototype, 'constructor', Function);
  });
  define(globalThis, 'Function', (function () {}).constructor);
  define(globalThis, 'eval', function () { refuse(); });
})
