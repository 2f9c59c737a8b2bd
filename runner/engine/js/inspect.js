// What console.log shows of a value: own properties by their descriptors, so that no getter runs, and within bounds.
(function () {
  'use strict';
  var MAX_DEPTH = 3, MAX_ITEMS = 50, MAX_TEXT = 500;

  function quote(text) {
    return JSON.stringify(text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) + '…' : text);
  }

  function show(value, depth, above) {
    switch (typeof value) {
      case 'string': return quote(value);
      case 'bigint': return value + 'n';
      case 'symbol': return String(value);
      case 'function': return '[Function' + (typeof value.name === 'string' && value.name ? ': ' + value.name : '') + ']';
      case 'object': return value === null ? 'null' : showObject(value, depth, above);
    }
    return String(value);
  }

  function showObject(value, depth, above) {
    if (above.indexOf(value) >= 0) return '[Circular]';
    var own = special(value);
    if (own !== undefined) return own;
    if (depth >= MAX_DEPTH) return Array.isArray(value) ? '[Array]' : '[Object]';
    above = above.concat([value]);
    if (value instanceof Map || value instanceof Set) {
      return (value instanceof Map ? 'Map ' : 'Set ') + list(Array.from(value), depth, above);
    }
    if (Array.isArray(value)) return list(value, depth, above);
    var names = Object.keys(value);
    var parts = names.slice(0, MAX_ITEMS).map(function (name) {
      var property = Object.getOwnPropertyDescriptor(value, name) || {};
      return name + ': ' + ('value' in property ? show(property.value, depth + 1, above) : '[Getter]');
    });
    if (names.length > MAX_ITEMS) parts.push('… ' + (names.length - MAX_ITEMS) + ' more');
    return '{' + parts.join(', ') + '}';
  }

  function special(value) {
    if (value instanceof Error) return showError(value);
    if (value instanceof Date) return isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
    if (value instanceof RegExp) return String(value);
    if (value instanceof Promise) return 'Promise {}';
  }

  function showError(error) {
    var stack = Object.getOwnPropertyDescriptor(error, 'stack');
    if (!stack || typeof stack.value !== 'string') return Error.prototype.toString.call(error);
    return stack.value.trim().replace(/\(\d+\)(?=\)?$)/gm, ''); // the interpreter's instruction number
  }

  function list(items, depth, above) {
    var parts = [];
    for (var i = 0; i < items.length && i < MAX_ITEMS; i++) parts.push(show(items[i], depth + 1, above));
    if (items.length > MAX_ITEMS) parts.push('… ' + (items.length - MAX_ITEMS) + ' more');
    return '[' + parts.join(', ') + ']';
  }

  return function (value) {
    try {
      return show(value, 0, []);
    } catch (error) {
      return '[a value that cannot be shown]';
    }
  };
})
