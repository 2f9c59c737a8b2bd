'use strict';
// The recorder: sees the calls of my.signContract in a shipped mini program, and sends what it saw, masked, to its merchant.
// ES5. README.md says what is sent, byte by byte. Nothing here may throw into the call, or keep it waiting.

var digestOf = require('./digest');

var CALLBACKS = ['success', 'fail', 'complete'];
var FIELDS = ['authState', 'authCode', 'error', 'errMessage', 'errorMessage']; // of a payload; others are left out
var KEPT = 'signspec-recorder'; // the key in the storage of what could not be sent yet
var EVENTS = 20; // of a call; more tell nothing new

module.exports = function record(options) {
  var container = options.my || my;
  var name = options.name || 'signContract';
  var holder = options.call ? 'call' : name;
  var original = container[holder];
  if (typeof original !== 'function') { return { wrapped: original, flush: function () {} }; }
  var queue = []; // lines that were not sent yet
  var waiting = []; // records that are complete and not masked yet
  var sending = false, timer = 0, count = 0;
  var key = '', launch = random(8);
  while (key.length < 64) { key += random(8); }

  // ---- the call

  function wrapped(first, second) {
    var given = options.call ? second : first;
    var seen = null, passed = arguments;
    if ((!options.call || first === name) && Math.random() < (options.sample === undefined ? 1 : options.sample)) {
      try { seen = begin(given, passed.length > (options.call ? 1 : 0)); } catch (e) { seen = null; }
    }
    if (!seen) { return original.apply(this, passed); }
    if (seen.copy) { passed = options.call ? [first, seen.copy] : [seen.copy]; }
    var returned;
    try {
      returned = original.apply(this, passed);
    } catch (thrown) {
      see(seen, 'throw', [thrown]);
      follow(seen);
      throw thrown;
    }
    see(seen, 'return', [returned]);
    follow(seen);
    return returned;
  }

  // begin makes what is known of a call; null where the options are of a kind that is left alone.
  function begin(given, any) {
    var seen = { time: Date.now(), at: 0, given: any, sign: undefined, callbacks: [], events: [], copy: null, own: null, end: '' };
    if (given && typeof given === 'object') {
      if (!isPlain(given)) { return null; }
      seen.own = given;
      seen.copy = {};
      seen.mine = {};
      seen.theirs = {};
      Object.keys(given).forEach(function (k) { pass(seen, k); });
      seen.sign = given[options.parameter || 'signStr'];
      seen.object = true;
    } else if (given !== undefined) {
      return null;
    }
    later(function () { end(seen, 'deadline'); }, seen.callbacks.length ? options.deadline || 1800000 : 0);
    return seen;
  }

  // isPlain says whether options can be passed on as a copy that nobody can tell from them.
  function isPlain(given) {
    var names = Object.getOwnPropertyNames(given);
    return Object.getPrototypeOf(given) === Object.prototype && Object.isExtensible(given) && names.length < 20 &&
      !(Object.getOwnPropertySymbols && Object.getOwnPropertySymbols(given).length) && names.every(function (k) {
      var d = Object.getOwnPropertyDescriptor(given, k);
      return 'value' in d && d.enumerable && d.writable && d.configurable && k !== '__proto__';
    });
  }

  // pass puts an option of the caller's into the copy, a callback as one that sees itself being called.
  function pass(seen, k) {
    var value = seen.own[k];
    seen.theirs[k] = value;
    if (typeof value === 'function' && CALLBACKS.indexOf(k) >= 0) {
      seen.callbacks.push(k);
      value = watched(seen, k, value);
    }
    seen.copy[k] = seen.mine[k] = value;
  }

  function watched(seen, k, callback) {
    return function () {
      see(seen, k, arguments);
      follow(seen);
      if (!seen.over) {
        seen.over = true;
        later(function () { end(seen, 'settled'); }, options.quiet === undefined ? 60000 : options.quiet);
      }
      try { return callback.apply(this, arguments); } finally { follow(seen); }
    };
  }

  // follow brings what a wallet has done to the copy to the caller's options, and the other way round.
  function follow(seen) {
    try {
      if (!seen.copy) { return; }
      bring(seen.copy, seen.own, seen.mine, seen.theirs);
      bring(seen.own, seen.copy, seen.theirs, seen.mine);
    } catch (e) { /* frozen since: nothing can be brought */ }
  }

  function bring(from, to, before, other) {
    Object.keys(from).concat(Object.keys(before)).forEach(function (k) {
      if (!(k in from)) {
        delete to[k]; delete before[k]; delete other[k];
      } else if (from[k] !== before[k] || !(k in before)) {
        to[k] = before[k] = other[k] = from[k];
      }
    });
  }

  function see(seen, type, args) {
    if (seen.end || seen.events.length >= EVENTS) { return; }
    seen.at = Math.max(seen.at, Date.now() - seen.time);
    seen.events.push({ at: seen.at, type: type, got: args.length > 0, value: args[0] });
  }

  function end(seen, how) {
    if (seen.end) { return; }
    follow(seen);
    seen.end = how;
    seen.copy = seen.own = null;
    waiting.push(seen);
    if (!timer) { timer = later(flush, options.wait || 5000); }
  }

  // ---- what is sent

  function flush() {
    timer = 0;
    try {
      waiting.splice(0).forEach(function (seen) { queue.push(JSON.stringify(masked(seen))); });
      queue = queue.slice(-100); // the newest: what cannot be sent for long must not fill a phone
      keep();
      send();
    } catch (e) { /* what cannot be written is not sent */ }
  }

  function masked(seen) {
    var system = systemOf();
    var args = { $type: 'undefined' };
    if (seen.object) {
      args = {};
      if (seen.sign !== undefined) { args[options.parameter || 'signStr'] = valueOf(seen.sign); }
    }
    return {
      production: 1, id: launch + '-' + (count += 1), time: new Date(seen.time).toISOString(),
      wallet: system.wallet, version: system.version, platform: system.platform, profile: options.profile,
      api: options.call ? "my.call('" + name + "')" : 'my.' + name, args: args, callbacks: seen.callbacks,
      events: seen.events.map(function (e) {
        return { at: e.at, type: e.type, args: e.got ? [CALLBACKS.indexOf(e.type) < 0 ? kindOf(e.value) : payloadOf(e.value)] : [] };
      }),
      end: seen.end
    };
  }

  function systemOf() {
    var told = {};
    try { told = container.getSystemInfoSync() || told; } catch (e) { /* it is not known, then */ }
    return {
      wallet: nameOf(options.wallet || told.app), version: nameOf(options.version || told.version),
      platform: nameOf(options.platform || told.platform)
    };
  }

  // nameOf is a short plain name, or nothing.
  function nameOf(text) { return typeof text === 'string' && /^[ -~]{1,64}$/.test(text) ? text : undefined; }

  // kindOf is what was returned or thrown, by its kind alone.
  function kindOf(value) {
    if (value && typeof value.then === 'function') { return { $type: 'promise' }; }
    if (value instanceof Error) { return { $type: 'error', value: {} }; }
    return typeof value === 'object' && value ? {} : valueOf(value);
  }

  function payloadOf(value) {
    if (!value || typeof value !== 'object' || Array.isArray(value)) { return valueOf(value); }
    var fields = {};
    FIELDS.forEach(function (k) { if (k in value) { fields[k] = valueOf(value[k], k === 'error'); } });
    return fields;
  }

  // valueOf is a value with its text masked: all of it but blanks, and an error code that is as short as one is.
  function valueOf(value, isCode) {
    switch (typeof value) {
      case 'string':
        if (!/\S/.test(value)) { return value.slice(0, 1); }
        return isCode && /^\w{1,8}$/.test(value) ? value : mask(value);
      case 'number':
        if (value !== value) { return { $type: 'nan' }; }
        return Math.abs(value) < 1e6 ? value : mask(String(value), 'number');
      case 'boolean': return value;
      case 'undefined': case 'function': case 'symbol': case 'bigint': return { $type: typeof value };
    }
    return value && (Array.isArray(value) ? [] : {});
  }

  function mask(text, type) {
    return { $masked: { length: text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, 'x').length, hmac: digestOf(key, text), type: type } };
  }

  // keep puts what was not sent into the storage, so that it outlives a mini program that is closed.
  function keep() {
    if (container.setStorage) { container.setStorage({ key: KEPT, data: queue.join('\n') }); }
  }

  function send() {
    if (sending || !queue.length) { return; }
    var batch = queue.slice(0, 20), done = false;
    sending = true;
    function over(sent) {
      if (done) { return; }
      done = true;
      sending = false;
      if (sent) {
        queue = queue.filter(function (line) { return batch.indexOf(line) < 0; });
        keep();
        send();
      }
    }
    later(function () { over(false); }, 30000); // the answer of a container that never calls back
    container.request({
      url: options.url, method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, data: batch.join('\n') + '\n', dataType: 'text',
      success: function (answer) { over(!answer || !(answer.status >= 400) && !(answer.statusCode >= 400)); },
      fail: function () { over(false); }
    });
  }

  function later(what, ms) {
    return setTimeout(function () { try { what(); } catch (e) { /* nothing of ours is the mini program's trouble */ } }, ms);
  }

  later(function () {
    container.getStorage({ key: KEPT, success: function (found) {
      var lines = String(found && found.data || '').split('\n').filter(Boolean);
      if (lines.length) { queue = lines.concat(queue); send(); }
    } });
  }, 0);
  try { container[holder] = wrapped; } catch (e) { /* a container that is frozen: call what is returned */ }
  return { wrapped: wrapped, flush: flush };
};

function random(digits) {
  var text = '';
  while (text.length < digits) { text += Math.floor(Math.random() * 16).toString(16); }
  return text;
}
