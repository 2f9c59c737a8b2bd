// structuredClone: the values that the algorithm of the HTML standard copies, references and cycles kept.
(function (native) {
  'use strict';
  var errors = {
    Error: Error, EvalError: EvalError, RangeError: RangeError, ReferenceError: ReferenceError,
    SyntaxError: SyntaxError, TypeError: TypeError, URIError: URIError
  };

  function refuse(value) {
    throw new (native.own('DOMException'))(describe(value) + ' could not be cloned', 'DataCloneError');
  }

  function describe(value) {
    if (typeof value === 'symbol') return String(value);
    return typeof value === 'function' ? 'function ' + value.name : Object.prototype.toString.call(value);
  }

  function clone(value, seen) {
    if (typeof value === 'function' || typeof value === 'symbol') refuse(value);
    if (value === null || typeof value !== 'object') return value;
    if (seen.has(value)) return seen.get(value);
    var copy = start(value);
    seen.set(value, copy);
    fill(value, copy, seen);
    return copy;
  }

  // start makes the copy without what it contains.
  function start(value) {
    if (Array.isArray(value)) return new Array(value.length);
    if (ArrayBuffer.isView(value)) return copyView(value);
    switch (Object.prototype.toString.call(value).slice(8, -1)) {
      case 'Date': return new Date(value.getTime());
      case 'RegExp': return new RegExp(value.source, value.flags);
      case 'Boolean': case 'Number': case 'String': case 'BigInt': return Object(value.valueOf());
      case 'ArrayBuffer': return value.slice(0);
      case 'Map': return new Map();
      case 'Set': return new Set();
      case 'Error': return copyError(value);
      case 'Promise': case 'WeakMap': case 'WeakSet': case 'WeakRef': case 'Symbol': return refuse(value);
    }
    return {};
  }

  function copyView(view) {
    var buffer = view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);
    return new view.constructor(buffer);
  }

  function copyError(error) {
    var copy = new (errors[error.name] || Error)();
    ['stack', 'message'].forEach(function (name) {
      var own = Object.getOwnPropertyDescriptor(error, name);
      if (own && 'value' in own) {
        Object.defineProperty(copy, name, { value: String(own.value), configurable: true, writable: true });
      }
    });
    return copy;
  }

  function fill(value, copy, seen) {
    if (value instanceof Map) {
      Array.from(value).forEach(function (entry) { copy.set(clone(entry[0], seen), clone(entry[1], seen)); });
    } else if (value instanceof Set) {
      Array.from(value).forEach(function (item) { copy.add(clone(item, seen)); });
    } else if (value instanceof Error) {
      if (Object.prototype.hasOwnProperty.call(value, 'cause')) copy.cause = clone(value.cause, seen);
    } else if (Array.isArray(value) || Object.prototype.toString.call(copy) === '[object Object]') {
      Object.keys(value).forEach(function (name) { copy[name] = clone(value[name], seen); });
    }
  }

  function structuredClone(value) {
    if (arguments.length === 0) throw new TypeError('structuredClone needs a value');
    return clone(value, new Map());
  }

  return { structuredClone: structuredClone };
})
