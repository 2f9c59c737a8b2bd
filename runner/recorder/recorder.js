'use strict';
// The recorder: sees the calls of my.signContract in a shipped mini program, and sends what it saw, masked, to its merchant.
// ES5, and small: what is known of a call stands in variables, whose names a minifier shortens, not in an object's fields.
// README.md says what is sent, byte by byte. Nothing here may throw into the call, or keep it waiting.

var digestOf = require('./digest');

var CALLBACKS = ['success', 'fail', 'complete'];
var FIELDS = ['authState', 'authCode', 'error', 'errMessage', 'errorMessage']; // of a payload; others are left out
var KEPT = 'signspec-recorder'; // the key in the storage of what could not be sent yet
var EVENTS = 20; // of a call; more tell nothing new

module.exports = function record(options) {
  var container = options.my || my, name = options.name || 'signContract', parameter = options.parameter || 'signStr';
  var byCall = options.call, holder = byCall ? 'call' : name, original = container[holder];
  var queue = []; // lines that were not sent yet
  var waiting = []; // what makes the lines of calls that are complete
  var sending = 0, timer = 0, count = 0, key = random(64), launch = random(8);
  if (typeof original !== 'function') { return { wrapped: original, flush: nothing }; }

  // ---- the call

  function wrapped(first, second) {
    var call = 0, passed = arguments, returned;
    attempt(function () {
      if ((!byCall || first === name) && Math.random() < (options.sample === undefined ? 1 : options.sample)) {
        call = begin(byCall ? second : first);
      }
    });
    if (!call) { return original.apply(this, passed); }
    if (call.copy) {
      passed = [].slice.call(passed);
      passed[byCall ? 1 : 0] = call.copy;
    }
    try {
      returned = original.apply(this, passed);
    } catch (thrown) {
      call.see('throw', [thrown]);
      throw thrown;
    }
    call.see('return', [returned]);
    return returned;
  }

  // begin makes what is known of a call; nothing where the options are of a kind that is left alone.
  function begin(given) {
    var start = Date.now(), last = 0, copy, mine = {}, theirs = {}, sign, callbacks = [], events = [], over, ended;
    if (given !== undefined) {
      if (!isPlain(given)) { return; }
      copy = {};
      sign = given[parameter];
      Object.keys(given).forEach(function (k) {
        var value = theirs[k] = given[k];
        if (typeof value === 'function' && CALLBACKS.indexOf(k) >= 0) {
          callbacks.push(k);
          value = watched(k, value);
        }
        copy[k] = mine[k] = value;
      });
    }

    // watched is a callback that is seen to be called.
    function watched(k, callback) {
      function seen() {
        see(k, arguments);
        if (!over) { over = later(end, options.quiet === undefined ? 60000 : options.quiet, 'settled'); }
        try { return callback.apply(this, arguments); } finally { follow(); }
      }
      attempt(function () { // a wallet may look at it; an old engine does not let it be written
        Object.defineProperty(seen, 'length', { value: callback.length });
      });
      return seen;
    }

    // follow brings what a wallet has done to the copy to the caller's options, and the other way round.
    function follow() {
      if (copy && !ended) {
        attempt(function () { // frozen since: nothing can be brought
          bring(copy, given, mine, theirs);
          bring(given, copy, theirs, mine);
        });
      }
    }

    function see(type, args) {
      if (!ended && events.length < EVENTS) {
        last = Math.max(last, Date.now() - start);
        events.push([last, type, args]);
      }
      follow();
    }

    function end(how) {
      if (ended) { return; }
      follow();
      ended = how;
      waiting.push(line);
      timer = timer || later(flush, options.wait || 5000);
    }

    // line is what is sent of the call.
    function line() {
      var system = {}, args = copy ? {} : { $type: 'undefined' };
      attempt(function () { system = container.getSystemInfoSync() || system; });
      if (sign !== undefined) { args[parameter] = valueOf(sign); }
      return JSON.stringify({
        production: 1, id: launch + '-' + (count += 1), time: new Date(start).toISOString(), wallet: nameOf(options.wallet || system.app),
        version: nameOf(options.version || system.version), platform: nameOf(options.platform || system.platform),
        profile: options.profile, api: byCall ? "my.call('" + name + "')" : 'my.' + name, args: args, callbacks: callbacks,
        events: events.map(function (e) {
          return { at: e[0], type: e[1], args: e[2].length ? [(CALLBACKS.indexOf(e[1]) < 0 ? kindOf : payloadOf)(e[2][0])] : [] };
        }),
        end: ended
      });
    }

    later(end, callbacks.length ? options.deadline || 1800000 : 0, 'deadline');
    return { copy: copy, see: see };
  }

  // ---- what is sent

  function flush() {
    timer = 0;
    attempt(function () { // what cannot be written is not sent
      waiting.splice(0).forEach(function (line) { queue.push(line()); });
      queue = queue.slice(-100); // the newest: what cannot be sent for long must not fill a phone
      keep();
      send();
    });
  }

  function mask(text, type) {
    return { $masked: { length: text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, 'x').length, hmac: digestOf(key, text), type: type } };
  }

  // valueOf is a value with its text masked: all of it but blanks, and an error code that is as short as one is.
  function valueOf(value, isCode) {
    var type = typeof value;
    if (type === 'string') {
      return !/\S/.test(value) ? value.slice(0, 1) : isCode && /^\w{1,8}$/.test(value) ? value : mask(value);
    }
    if (type === 'number' && value === value) { return Math.abs(value) < 1e6 ? value : mask(String(value), type); }
    if (type === 'boolean' || value === null) { return value; }
    return type === 'object' ? Array.isArray(value) ? [] : {} : { $type: type === 'number' ? 'nan' : type };
  }

  // kindOf is what was returned or thrown, by its kind alone.
  function kindOf(value) {
    if (value && typeof value.then === 'function') { return { $type: 'promise' }; }
    return value instanceof Error ? { $type: 'error', value: {} } : valueOf(value);
  }

  function payloadOf(value) {
    var fields = valueOf(value);
    if (value && typeof value === 'object' && !Array.isArray(value)) {
      FIELDS.forEach(function (k) { if (k in value) { fields[k] = valueOf(value[k], k === 'error'); } });
    }
    return fields;
  }

  // keep puts what was not sent into the storage, so that it outlives a mini program that is closed.
  function keep() {
    if (container.setStorage) { container.setStorage({ key: KEPT, data: queue.join('\n') }); }
  }

  function send() {
    if (sending || !queue.length) { return; }
    var batch = queue.slice(0, 20), current = sending = {};
    function over(sent) {
      if (sending !== current) { return; }
      sending = 0;
      if (sent) {
        queue = queue.filter(function (line) { return batch.indexOf(line) < 0; });
        keep();
        send();
      }
    }
    later(over, 30000); // the answer of a container that never calls back
    container.request({
      url: options.url, method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, data: batch.join('\n') + '\n', dataType: 'text',
      success: function (answer) { over(!answer || !(answer.status >= 400) && !(answer.statusCode >= 400)); },
      fail: function () { over(); }
    });
  }

  later(function () {
    container.getStorage({ key: KEPT, success: function (found) {
      queue = String(found && found.data || '').split('\n').filter(Boolean).concat(queue);
      send();
    } });
  }, 0);
  attempt(function () { container[holder] = wrapped; }); // a container that is frozen: call what is returned
  return { wrapped: wrapped, flush: flush };
};

// isPlain says whether options can be passed on as a copy that nobody can tell from them.
function isPlain(given) {
  var names = Object.getOwnPropertyNames(given), symbols = Object.getOwnPropertySymbols;
  return Object.getPrototypeOf(given) === Object.prototype && Object.isExtensible(given) && names.length < 20 &&
    !(symbols && symbols(given).length) && names.every(function (k) {
    var d = Object.getOwnPropertyDescriptor(given, k);
    return 'value' in d && d.enumerable && d.writable && d.configurable && k !== '__proto__';
  });
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

// nameOf is a short plain name, or nothing.
function nameOf(text) { return typeof text === 'string' && /^[ -~]{1,64}$/.test(text) ? text : undefined; }

function random(digits) {
  for (var text = ''; text.length < digits;) { text += Math.floor(Math.random() * 16).toString(16); }
  return text;
}

function nothing() {}

// attempt does what may throw: nothing of ours is the mini program's trouble.
function attempt(what, by) { try { what(by); } catch (e) { nothing(); } }

function later(what, ms, by) { return setTimeout(function () { attempt(what, by); }, ms) || 1; }
