/*
 * probe.js: the one observer. It performs the calls of a scenario on a wallet's `my` and returns a record of each.
 *
 * It runs unchanged wherever a wallet runs: the embedded engine, Node, a browser page, a WebDriver script, a mini
 * program's worker. Therefore: ECMAScript 5, no eval, no dependencies, no window, and calls that are given as data.
 * The wallet shares its world and may be broken or hostile, so whatever the probe needs of the language is taken
 * while this file loads, and nothing is read from an object that the wallet gave without being ready for a throw.
 *
 *   describe(my, entry)     what stands at the entry point: { entry, sdkVersion?, canIUse? }, as tagged JSON
 *   run(params, env, done)  performs params = { scenario, entry, settleMs, quietMs, restMs? } and calls
 *                           done({ records }) or done({ records: [], untested }) or done({ error: { code, message } })
 *   stringify(value)        JSON of any of these, whatever the wallet did to JSON and to toJSON; use it to send them
 *   realTime(timers)        { now, wait, poke } for a host with setTimeout
 *   register(makers)        adds what makes the values that need a later syntax than this file has; see values.js
 *
 * A record is open until its scenario ends: what arrives for an earlier call is noted in the record of that call.
 *
 * env, made by the host:
 *   my, stage               the wallet and the vendor's stage function
 *   opened()                optional: strings the authorisation page was opened with, all so far or the new ones
 *   now()                   milliseconds, virtual or real
 *   wait(ms, isDone, cb, how)
 *                           lets the world run until isDone(), for at most ms, then calls cb('done' | 'deadline' | 'idle');
 *                           'idle' means that nothing is left that could ever run. wait itself returns at once:
 *                           promise jobs run only when the stack is empty, so the world runs from the host's own loop.
 *                           how is 'calm' where nothing is awaited any more and a virtual clock may look less often at
 *                           what goes on and on, and 'sleep' where ms are to pass although nothing may be left to run
 *   poke()                  optional: called whenever isDone() may have changed
 *   onUncaught(report)      optional: the host calls report(error, 'exception' | 'rejection') for what nobody caught
 *   console()               optional: the lines that were printed since it was last called
 */
var signspecProbe = (function () {
  'use strict';

  // Keep a reference to this object where a wallet could replace the global of this name.

  var uncurry = Function.prototype.bind.bind(Function.prototype.call);
  var hasOwn = uncurry(Object.prototype.hasOwnProperty);
  var classOf = uncurry(Object.prototype.toString);
  var inherits = uncurry(Object.prototype.isPrototypeOf);
  var charCodeAt = uncurry(String.prototype.charCodeAt);
  var substring = uncurry(String.prototype.substring);
  var indexIn = uncurry(String.prototype.indexOf);
  var trim = uncurry(String.prototype.trim);
  var PAIR = /[\ud800-\udbff][\udc00-\udfff]/;
  var hasPair = uncurry(RegExp.prototype.test);
  var isoOf = uncurry(Date.prototype.toISOString);
  var callWith = uncurry(Function.prototype.call);
  var bound = uncurry(Function.prototype.bind);
  var isArray = Array.isArray;
  var create = Object.create;
  var define = Object.defineProperty;
  var ownNames = Object.getOwnPropertyNames;
  var enumerableKeys = Object.keys;
  var freeze = Object.freeze;
  var quote = JSON.stringify;
  var round = Math.round;
  var finite = isFinite;
  var StringOf = String;
  var DateType = Date;
  var ErrorType = Error;
  var TypeErrorType = TypeError;
  var errorPrototype = Error.prototype;
  var BigIntOf = typeof BigInt === 'function' ? BigInt : null; // ES2020, where there is one
  var PromiseOf = typeof Promise === 'function' ? Promise : null; // ES2015, where there is one
  var ProxyOf = typeof Proxy === 'function' ? Proxy : null; // ES2015, where there is one
  var rejectWith = PromiseOf && PromiseOf.reject ? PromiseOf.reject : null;
  var thenOf = PromiseOf ? uncurry(PromiseOf.prototype.then) : null;
  var bindTo = uncurry(Function.prototype.bind);
  var seal = Object.seal;
  var SymbolOf = typeof Symbol === 'function' ? Symbol : null; // ES2015, where there is one

  // Codes of the adapter protocol.
  var CONFIGURATION = -32001; // the vendor's adapter is wrong, not the wallet
  var HARNESS = -32000; // anything else that keeps a scenario from being performed

  // Limits on what one record may hold, so that no payload can exhaust the host or the line it is sent on.
  var DEPTH = 8; // documented payloads are flat; this leaves room for wrapped ones
  var ITEMS = 200; // keys of an object, items of an array, arguments of a callback
  var LONG = 65536; // code points; 256 times the longest documented field
  var HEAD = 256; // what is kept of a longer string
  var COUNTED = 1048576; // a string beyond this is not counted by code points, which takes too long: its length in
  // UTF-16 units is told, which is beyond every limit as well
  var NODES = 5000; // values in all payloads of one record
  var CHARS = 262144; // characters in all payloads of one record; at most six bytes each where they are written
  var FEW = 8; // events of a record of which each payload has a budget of its own, so that equal ones stay equal
  var EVENTS = 1000; // events of one record; no rule needs more than three
  var LINES = 200; // console lines of one record
  var LINE = 500; // characters of one console line
  var LATER_MS = 360000; // "6 minutes later": longer than the five minutes after which a payment page is given up
  var STAGE_MS = 10000; // the least that an asynchronous stage is given: it may ask a server for a sign string

  // Read by access even where they are inherited, hidden or computed, because a caller would read them so.
  var DOCUMENTED = ['authState', 'authCode', 'error', 'errMessage', 'errorMessage'];
  var MARK = 'the page that would show this is gone'; // what a callback throws on purpose: as a caller's mistake would read

  // ---- lists and objects that no changed prototype can reach

  function add(list, item) {
    var slot = create(null);
    slot.value = item;
    slot.writable = slot.enumerable = slot.configurable = true;
    define(list, list.length, slot);
  }

  function get(object, name) {
    return hasOwn(object, name) ? object[name] : undefined;
  }

  function includes(list, item) {
    for (var i = 0; i < list.length; i++) {
      if (list[i] === item) { return true; }
    }
    return false;
  }

  function same(a, b) {
    return a === b || (a !== a && b !== b);
  }

  // ---- values as data: the tagged JSON of schemas/record

  function tag(kind, value) {
    var tagged = create(null);
    tagged.$type = kind;
    if (value !== undefined) { tagged.value = value; }
    return tagged;
  }

  function newBudget() {
    return { nodes: NODES, chars: CHARS };
  }

  function encode(value, budget) {
    return encodeAt(value, [], budget);
  }

  function encodeAt(value, ancestors, budget) {
    if (budget.nodes-- <= 0) { return tag('truncated'); }
    switch (typeof value) {
      case 'undefined': return tag('undefined');
      case 'boolean': return value;
      case 'string': return encodeText(value, budget);
      case 'number': return encodeNumber(value);
      case 'bigint': return tag('bigint', substring(StringOf(value), 0, LONG));
      case 'symbol': return tag('symbol');
      case 'function': return tag('function');
    }
    if (value === null) { return null; }
    if (includes(ancestors, value)) { return tag('circular'); }
    if (ancestors.length >= DEPTH) { return tag('truncated'); }
    try {
      return encodeObject(value, ancestors, budget);
    } catch (e) {
      return tag('unreadable', messageOf(e));
    }
  }

  function encodeNumber(value) {
    if (value !== value) { return tag('nan'); }
    if (finite(value)) { return value; }
    return tag(value > 0 ? 'infinity' : '-infinity');
  }

  function encodeText(text, budget) {
    var fits = text.length <= budget.chars;
    var counted = fits && text.length <= LONG ? 0 : codePoints(text, budget);
    var long = tag('string');
    long.length = counted;
    long.head = budget.chars > 0 ? head(text, HEAD) : '';
    budget.chars -= text.length;
    return fits && counted <= LONG ? text : long;
  }

  function codePoints(text, budget) {
    if (text.length > COUNTED || budget.chars <= 0 || !hasPair(PAIR, text)) { return text.length; }
    var pairs = 0;
    for (var i = 1; i < text.length; i++) {
      if (isHigh(charCodeAt(text, i - 1)) && isLow(charCodeAt(text, i))) { pairs++; i++; }
    }
    return text.length - pairs;
  }

  function isHigh(unit) { return unit >= 0xd800 && unit <= 0xdbff; }
  function isLow(unit) { return unit >= 0xdc00 && unit <= 0xdfff; }

  function head(text, length) {
    if (text.length > length && isHigh(charCodeAt(text, length - 1))) { length--; }
    return substring(text, 0, length);
  }

  function encodeObject(value, ancestors, budget) {
    if (typeof value.then === 'function') { return tag('promise'); }
    var kind = kindOf(value);
    if (kind === '[object Date]') {
      var date = encodeDate(value);
      if (date) { return date; }
    }
    var inner = [];
    for (var i = 0; i < ancestors.length; i++) { add(inner, ancestors[i]); }
    add(inner, value);
    if (isArray(value)) { return encodeItems(value, inner, budget); }
    var fields = encodeFields(value, inner, budget);
    if (kind === '[object Error]' || inherits(errorPrototype, value)) {
      readInto(fields, value, 'name', inner, budget);
      readInto(fields, value, 'message', inner, budget);
      return tag('error', fields);
    }
    if ('$type' in fields || '$masked' in fields) { return tag('object', fields); }
    return fields;
  }

  // kindOf is '' where asking throws, as a computed Symbol.toStringTag can.
  function kindOf(value) {
    try { return classOf(value); } catch (e) { return ''; }
  }

  function encodeDate(value) {
    try { return tag('date', isoOf(value)); } catch (e) { return inherits(DateType.prototype, value) ? tag('date', 'Invalid Date') : null; }
  }

  function encodeItems(value, inner, budget) {
    var items = [];
    var length = value.length;
    for (var i = 0; i < length; i++) {
      if (i === ITEMS || budget.nodes <= 0) { add(items, tag('truncated')); break; }
      add(items, encodeMember(value, i, inner, budget));
    }
    return items;
  }

  function encodeFields(value, inner, budget) {
    var fields = create(null);
    // What the contract names comes first and out of a budget of its own, so that no other field, however large, can
    // hide it. Only the payload itself is read by access; a caller reads nothing of what is nested in it.
    var own = newBudget();
    for (var j = 0; inner.length === 1 && j < DOCUMENTED.length; j++) { readInto(fields, value, DOCUMENTED[j], inner, own); }
    var names = enumerableKeys(value);
    for (var i = 0; i < names.length; i++) {
      if (names[i] in fields) { continue; }
      if (i === ITEMS || budget.nodes <= 0 || budget.chars <= 0) { fields['\u2026'] = tag('truncated'); break; }
      budget.chars -= names[i].length < HEAD ? names[i].length : HEAD;
      fields[head(names[i], HEAD)] = encodeMember(value, names[i], inner, budget);
    }
    return fields;
  }

  function encodeMember(value, name, inner, budget) {
    var member;
    try { member = value[name]; } catch (e) { return tag('unreadable', messageOf(e)); }
    return encodeAt(member, inner, budget);
  }

  function readInto(fields, value, name, inner, budget) {
    if (name in fields) { return; }
    try {
      var member = value[name];
      if (member === undefined && !(name in value)) { return; }
      fields[name] = encodeAt(member, inner, budget);
    } catch (e) {
      fields[name] = tag('unreadable', messageOf(e));
    }
  }

  // messageOf is the text of anything thrown, for a person to read.
  function messageOf(thrown) {
    try {
      if (typeof thrown === 'string') { return head(thrown, HEAD); }
      if (typeof thrown !== 'object' || thrown === null) { return StringOf(thrown); }
      var name = thrown.name;
      var message = thrown.message;
      if (typeof message === 'string') {
        return head((typeof name === 'string' && name ? name + ': ' : '') + message, HEAD);
      }
    } catch (e) { /* even its message throws */ }
    return 'something that cannot be read';
  }

  // encodeThrown is encode with the stack of an error, which names the vendor's file and line.
  function encodeThrown(thrown, budget) {
    var encoded = encode(thrown, budget);
    var stack = stackOf(thrown);
    if (stack && typeof encoded === 'object' && encoded !== null && encoded.$type === 'error' && !('stack' in encoded.value)) {
      encoded.value.stack = encodeText(stack, budget);
    }
    return encoded;
  }

  function stackOf(thrown) {
    try {
      var stack = typeof thrown === 'object' && thrown !== null ? thrown.stack : undefined;
      return typeof stack === 'string' ? head(stack, 4096) : '';
    } catch (e) {
      return '';
    }
  }

  // decode makes of tagged JSON the value to pass.
  function decode(data) {
    if (typeof data !== 'object' || data === null) { return data; }
    if (isArray(data)) {
      var items = [];
      for (var i = 0; i < data.length; i++) { add(items, decode(data[i])); }
      return items;
    }
    if (hasOwn(data, '$masked')) { throw new ErrorType('a masked value cannot be passed to a wallet'); }
    if (!hasOwn(data, '$type')) { return decodeFields(data, {}); }
    var value = get(data, 'value');
    switch (data.$type) {
      case 'undefined': return undefined;
      case 'function': return function () {};
      case 'symbol': return SymbolOf ? SymbolOf('signspec') : undefined;
      case 'bigint': return BigIntOf ? BigIntOf(value) : +value;
      case 'nan': return 0 / 0;
      case 'infinity': return 1 / 0;
      case '-infinity': return -1 / 0;
      case 'date': return new DateType(value);
      case 'promise': return { then: function () {} };
      case 'object': return decodeFields(value, {});
      case 'error': return decodeFields(value, new ErrorType());
    }
    throw new ErrorType('a value of type "' + data.$type + '" cannot be passed to a wallet');
  }

  function decodeFields(data, object) {
    var names = enumerableKeys(data);
    for (var i = 0; i < names.length; i++) { setOwn(object, names[i], decode(data[names[i]])); }
    return object;
  }

  function setOwn(object, name, value) {
    var slot = create(null);
    slot.value = value;
    slot.writable = slot.enumerable = slot.configurable = true;
    define(object, name, slot);
  }

  function stringify(value) {
    if (value === null || typeof value === 'boolean') { return StringOf(value); }
    if (typeof value === 'number') { return finite(value) ? StringOf(value) : 'null'; }
    if (typeof value === 'string') { return quote(value); }
    if (typeof value !== 'object') { return 'null'; }
    var text = '', i;
    if (isArray(value)) {
      for (i = 0; i < value.length; i++) { text += (i ? ',' : '') + stringify(value[i]); }
      return '[' + text + ']';
    }
    var names = enumerableKeys(value);
    for (i = 0; i < names.length; i++) {
      var member = value[names[i]];
      if (member !== undefined) { text += (text ? ',' : '') + quote(names[i]) + ':' + stringify(member); }
    }
    return '{' + text + '}';
  }

  // ---- what stands at the entry point

  function entryName(entry) {
    return entry.kind === 'call' ? "my.call('" + entry.name + "')" : 'my.' + entry.name;
  }

  function describe(my, entry) {
    var found = create(null);
    var budget = newBudget();
    found.entry = inspect(my, entry.kind === 'call' ? 'call' : entry.name, budget);
    var version = inspect(my, 'SDKVersion', budget);
    if (!isTag(version, 'undefined')) { found.sdkVersion = version; }
    var canIUse = inspect(my, 'canIUse', budget);
    if (isTag(canIUse, 'function')) {
      try {
        found.canIUse = encode(my.canIUse(entry.name), budget);
      } catch (e) {
        found.canIUse = tag('unreadable', messageOf(e));
      }
    } else if (!isTag(canIUse, 'undefined')) {
      found.canIUse = tag('unreadable', 'my.canIUse is not a function');
    }
    return found;
  }

  function inspect(my, name, budget) {
    if (my === undefined || my === null) { return tag('undefined'); }
    return encodeMember(my, name, [], budget);
  }

  function isTag(encoded, kind) {
    return typeof encoded === 'object' && encoded !== null && hasOwn(encoded, '$type') && encoded.$type === kind;
  }

  // ---- performing a scenario

  function run(params, env, done) {
    var host = hostOf(env);
    var session = {
      env: host, params: params, scenario: params.scenario, overlap: get(params.scenario, 'overlap') === true, entry: params.entry,
      origin: host.now(), made: [], inner: null, reused: null, thrown: [], uncaught: '', fault: null, over: false, done: done,
      opened: { ask: host.opened, mode: '', last: [], busy: false },
      poke: host.poke
    };
    for (var i = 0; i < session.scenario.calls.length; i++) {
      var missing = unbuildable(session.scenario.calls[i]);
      if (missing) { return finish(session, { records: [], untested: 'this device cannot build ' + missing }); }
    }
    if (host.onUncaught) {
      host.onUncaught(function (error, kind) { sawUncaught(session, error, kind === 'rejection' ? kind : 'exception'); });
    }
    next(session, 0);
  }

  // hostOf takes from env what the probe needs, before the target runs, and freezes it: env may get into the target's hands,
  // and a target that replaces wait would end its own observation. What is the target's own, stage and opened, is called
  // without a this, which would be the probe's.
  function hostOf(env) {
    var host = create(null);
    var names = ['my', 'stage', 'opened', 'now', 'wait', 'poke', 'onUncaught', 'console'];
    for (var i = 0; i < names.length; i++) { host[names[i]] = get(env, names[i]); }
    return freeze(host);
  }

  // guarded turns a mistake of the probe itself into an answer: a scenario never goes unanswered.
  function guarded(session, step) {
    return function (a) {
      if (session.over) { return; }
      try {
        step(a);
      } catch (e) {
        if (session.over) { throw e; } // the host's own done threw
        fail(session, HARNESS, 'the probe failed: ' + messageOf(e), stackOf(e));
      }
    };
  }

  function wait(session, ms, isDone, then, how) {
    var called = false;
    var proceed = guarded(session, then);
    session.env.wait(ms, isDone, function (why) {
      if (called) { return; }
      called = true;
      proceed(why);
    }, how);
  }

  function never() { return false; }

  function next(session, index) {
    guarded(session, function () {
      if (session.fault) { return finish(session, { error: session.fault }); }
      var calls = session.scenario.calls;
      if (index === calls.length) { return rest(session); }
      var call = calls[index];
      function goOn() { next(session, index + 1); }
      before(session, relation(session, call), function () {
        var inner = session.inner;
        if (!inner || inner.call !== call) { return begin(session, call, calls[index + 1], goOn); }
        session.inner = null; // from here on it is made here, if no callback has made it
        if (inner.made) { return goOn(); }
        if (!inner.staging) { return begin(session, call, calls[index + 1], goOn); }
        staged(session, inner.staging, 'done', function (signStr) {
          make(session, call, signStr);
          goOn();
        });
      });
    })();
  }

  // relation says when a call is made: 'after' the one before and a quiet time, at 'once' when that is complete, 6 minutes
  // 'later', in 'overlap' with it, or from 'within' its callback.
  function relation(session, call) {
    if (session.made.length === 0 || session.overlap) { return 'overlap'; }
    return relationIn(call) || 'after';
  }

  function relationIn(call) { return get(get(call, 'caller') || {}, 'relation'); }

  function before(session, how, then) {
    if (how === 'overlap') { return then(); }
    if (how === 'within') {
      return wait(session, session.params.settleMs, function () {
        var inner = session.inner;
        return !inner || inner.made || !!inner.staging && inner.staging.answered;
      }, then);
    }
    settle(session, function () {
      if (how === 'once') { return wait(session, session.params.quietMs, allComplete, then); }
      if (how === 'later') { return wait(session, LATER_MS, never, then, 'sleep'); }
      wait(session, session.params.quietMs, never, then);
    });
    function allComplete() {
      for (var i = 0; i < session.made.length; i++) {
        if (session.made[i].settled && session.made[i].incomplete) { return false; }
      }
      return true;
    }
  }

  // begin makes a call, and has ready the one that is to be made from within its first callback.
  function begin(session, call, following, then) {
    stage(session, call, function (signStr) {
      session.inner = following && relationIn(following) === 'within' ? { call: following, staging: null, made: false } : null;
      make(session, call, signStr);
      then();
    });
  }

  // within makes the call that was to be made from within a callback of the one before, where staging it takes no time.
  function within(session) {
    var inner = session.inner;
    if (!inner || inner.staging) { return; }
    inner.staging = askFor(session, inner.call);
    if (!inner.staging.answered) { return; }
    staged(session, inner.staging, 'done', function (signStr) {
      inner.made = true;
      make(session, inner.call, signStr);
    });
  }

  function finish(session, answer) {
    if (session.over) { return; }
    session.over = true;
    if (!answer && session.fault) { answer = { error: session.fault }; }
    if (!answer) {
      var records = [];
      for (var i = 0; i < session.made.length; i++) { add(records, session.made[i].record); }
      answer = { records: records };
    }
    callWith(session.done, undefined, answer);
  }

  function fail(session, code, message, stack) {
    var fault = { code: code, message: message };
    if (stack) { fault.data = { stack: stack }; }
    finish(session, { error: fault });
  }

  // ---- staging

  function stage(session, call, then) {
    drainConsole(session, last(session));
    if (pending(session)) { drainOpened(session, last(session)); }
    var staging = askFor(session, call);
    if (staging.answered) { return staged(session, staging, 'done', then); }
    wait(session, stageLimit(session), function () { return staging.answered; }, function (why) {
      staged(session, staging, why, then);
    });
  }

  // askFor asks the adapter to stage what a call wishes; nothing is asked where it wishes nothing.
  function askFor(session, call) {
    var wish = get(call, 'stage');
    var staging = { call: call, wish: wish, answered: !wish, answer: undefined, threw: false };
    if (!wish) { return staging; }
    var request = {};
    setOwn(request, 'outcome', wish.outcome);
    if (get(wish, 'authState') !== undefined) { setOwn(request, 'authState', wish.authState); }
    if (get(wish, 'signStr') !== undefined) { setOwn(request, 'signStr', wish.signStr); }

    function accept(value) {
      if (staging.answered) { return; }
      staging.answered = true;
      staging.answer = value;
      poke(session);
    }
    function reject(error) {
      if (staging.answered) { return; }
      staging.threw = true;
      accept(error);
    }
    ask(session.env, request, accept, reject);
    return staging;
  }

  // staged goes on with the sign string that was staged, or ends the scenario with what came instead.
  function staged(session, staging, why, then) {
    var wish = staging.wish, answer = staging.answer;
    // What was opened before the call does not belong to it: to the one before, if that is still pending.
    function drain() { drainOpened(session, pending(session) ? last(session) : null); }
    if (!wish) {
      drain();
      return then(undefined);
    }
    var of = ' for outcome "' + wish.outcome + '"';
    if (!staging.answered) {
      var silent = why === 'idle' ? ', and nothing is left that could' : ' within ' + stageLimit(session) + ' ms';
      return fail(session, CONFIGURATION, 'stage did not answer' + of + silent +
        (session.uncaught ? '; meanwhile nothing caught ' + session.uncaught : ''), '');
    }
    if (staging.threw) { return fail(session, CONFIGURATION, 'stage threw ' + messageOf(answer) + of, stackOf(answer)); }
    if (answer === null || answer === undefined) {
      return finish(session, { records: [], untested: 'stage returned ' + StringOf(answer) + ' for outcome ' + wish.outcome });
    }
    var signStr = usable(session, staging.call, answer, of);
    if (session.over) { return; }
    drain();
    then(signStr);
  }

  // pending says whether the call that was made last has not called back yet.
  function pending(session) {
    var it = last(session);
    return !!it && !it.settled;
  }

  function stageLimit(session) {
    return session.params.settleMs > STAGE_MS ? session.params.settleMs : STAGE_MS;
  }

  // ask calls stage and follows a promise to its value, trusting it no more than any other thenable.
  function ask(env, request, accept, reject) {
    var hops = 0;
    function follow(value) {
      var then;
      try {
        then = typeof value === 'object' && value !== null ? value.then : undefined;
        if (typeof then !== 'function' || ++hops > DEPTH) { return accept(value); }
        var called = false;
        callWith(then, value, function (inner) {
          if (!called) { called = true; follow(inner); }
        }, function (error) {
          if (!called) { called = true; reject(error); }
        });
      } catch (e) {
        if (!called) { reject(e); }
      }
    }
    var value;
    try {
      if (typeof env.stage !== 'function') { throw new ErrorType('the adapter has no stage function'); }
      value = callWith(env.stage, undefined, request);
    } catch (e) {
      return reject(e);
    }
    follow(value);
  }

  // usable returns the sign string that was staged, or fails with what came back instead of one.
  function usable(session, call, answer, of) {
    var must = '; it must return { signStr: "..." }, or null where the outcome cannot be staged';
    var encoded = encode(answer, newBudget());
    if (typeof answer !== 'object' || isArray(answer) || isTag(encoded, 'error')) {
      return fail(session, CONFIGURATION, 'stage returned ' + head(stringify(encoded), HEAD) + of + must, '');
    }
    var signStr;
    try {
      signStr = answer.signStr;
    } catch (e) {
      return fail(session, CONFIGURATION, 'reading signStr of what stage returned threw ' + messageOf(e) + of, stackOf(e));
    }
    if (signStr === undefined) {
      var wish = get(call.stage, 'signStr');
      if (wish !== undefined || !get(call, 'fill')) { return wish; }
      return fail(session, CONFIGURATION, 'stage returned ' + head(stringify(encoded), HEAD) + ', without a signStr,' + of + must, '');
    }
    if (typeof signStr !== 'string' || trim(signStr) === '') {
      var shown = head(stringify(encode(signStr, newBudget())), HEAD);
      return fail(session, CONFIGURATION, 'stage returned the signStr ' + shown + of + '; it must be a string that is not blank', '');
    }
    return signStr;
  }

  // ---- the kinds of functions and options that a caller may pass

  var CALLBACKS = ['success', 'fail', 'complete'];
  var NO_FUNCTION = { 'undefined': undefined, 'null': null, text: 'a text', number: 1, object: {} };
  var makers = create(null); // by the name of the value; those of a later syntax are registered

  makers['function'] = function (f) { return f; };
  makers.bound = function (f) { return bindTo(f, null); };
  makers.method = function (f) { return { told: function (a) { return arguments.length ? f(a) : f(); } }.told; };
  if (PromiseOf) {
    // A function of the language itself that can be heard: what resolves a promise.
    makers['native'] = function (f) {
      var resolveIt;
      thenOf(new PromiseOf(function (resolve) { resolveIt = resolve; }), f);
      return resolveIt;
    };
  }
  if (ProxyOf) {
    makers['proxy-function'] = function (f) { return new ProxyOf(f, {}); };
    makers['proxy-options'] = function (options) { return new ProxyOf(options, {}); };
  }

  function register(more) {
    var names = enumerableKeys(more);
    for (var i = 0; i < names.length; i++) { makers[names[i]] = more[names[i]]; }
  }

  function ofKind(kind, f) { return kind ? makers[kind](f) : f; }

  // unbuildable names what a call asks for and this device has not; '' where it has everything.
  function unbuildable(call) {
    var how = get(call, 'caller') || {}, does = get(how, 'does');
    var kind = get(how, 'function'), options = get(how, 'options');
    if (kind && !makers[kind]) { return kind; }
    if ((options === 'class-instance' || options === 'proxy-options') && !makers[options]) { return options; }
    if (options === 'symbol-keys' && !SymbolOf) { return options; }
    if ((does === 'pending' && !PromiseOf) || (does === 'rejects' && !rejectWith)) { return does; }
    return '';
  }

  // shaped makes an options object of the members and the callbacks.
  function shaped(session, members, callbacks, shape) {
    if (!shape) { return fillWith(members, callbacks); }
    var options = shape === 'null-prototype' ? create(null) : shape === 'same-object' && session.reused && session.reused.options || {};
    var left = shape === 'same-object' ? ownNames(options) : [];
    for (var i = 0; i < left.length; i++) { delete options[left[i]]; }
    if (shape === 'inherited-callbacks') { return fillWith(create(fillWith({}, callbacks)), members); }
    if (shape === 'getters') { return gettersOf(gettersOf(options, members), callbacks); }
    fillWith(fillWith(options, members), callbacks);
    switch (shape) {
      case 'class-instance': case 'proxy-options': return makers[shape](options);
      case 'sealed': return seal(options);
      case 'extra-keys': return fillWith(options, { traceId: 'caller-7', timeout: 30000, extra: { a: [1, null] } });
      case 'symbol-keys': setOwn(options, SymbolOf('caller'), 1);
    }
    return options;
  }

  function fillWith(object, members) {
    var names = enumerableKeys(members);
    for (var i = 0; i < names.length; i++) { setOwn(object, names[i], members[names[i]]); }
    return object;
  }

  function gettersOf(object, members) {
    var names = enumerableKeys(members);
    for (var i = 0; i < names.length; i++) { getter(object, names[i], members[names[i]]); }
    return object;
  }

  function getter(object, name, value) {
    var slot = create(null);
    slot.get = function () { return value; };
    slot.enumerable = slot.configurable = true;
    define(object, name, slot);
  }

  // ---- one call

  function make(session, call, signStr) {
    var options = decode(call.args);
    var plain = typeof options === 'object' && options !== null && !isArray(options) && !(hasOwn(call.args, '$type') && call.args.$type !== 'object');
    var fill = get(call, 'fill');
    if (fill && plain) { setOwn(options, fill, signStr); }
    var it = {
      session: session, open: true, settled: false, incomplete: false, givenUp: false, observable: false, budget: newBudget(), dropped: 0,
      signStr: signStr, started: 0, options: null, before: null, lines: [], record: null
    };
    it.record = newRecord(session, call, encode(options, newBudget()));
    var how = get(call, 'caller') || {};
    if (get(how, 'options') === 'same-object' && session.reused) { noteChanged(session.reused); }
    if (plain) {
      options = shaped(session, options, callbacksOf(it, call, how), get(how, 'options'));
      it.options = options;
      if (get(how, 'options') === 'same-object') { session.reused = it; }
      it.before = snapshot(options);
      if (get(call, 'frozen')) { freeze(options); }
    }
    it.observable = it.record.callbacks.length > 0 || !!get(call, 'watch');
    it.incomplete = includes(it.record.callbacks, 'complete');
    drainConsole(session, pending(session) ? last(session) : null); // what staging printed is nobody's
    add(session.made, it);
    it.started = session.env.now();
    it.record.startedAt = exact(it.started - session.origin);
    invoke(it, options, call);
    if (plain && fill && get(how, 'options') === 'changed-after') {
      options[fill] = 'https://wallet.example/authorise?authId=written-after-the-call';
      it.before = snapshot(options);
    }
    drainOpened(session, it);
    return it;
  }

  // callbacksOf makes the callbacks of a call, and what stands in the place of those that are not passed.
  function callbacksOf(it, call, how) {
    var made = create(null), passed = get(call, 'callbacks') || [];
    for (var i = 0; i < passed.length; i++) {
      var does = get(how, 'does') || (includes(get(call, 'throws') || [], passed[i]) ? 'throws-error' : '');
      made[passed[i]] = ofKind(get(how, 'function'), callback(it, passed[i], does));
      add(it.record.callbacks, passed[i]);
    }
    var others = get(how, 'others');
    for (var j = 0; others && j < CALLBACKS.length; j++) {
      if (!includes(passed, CALLBACKS[j])) { made[CALLBACKS[j]] = NO_FUNCTION[others]; }
    }
    return made;
  }

  function newRecord(session, call, args) {
    var record = create(null);
    record.id = call.id;
    record.scenario = session.scenario.name;
    record.api = entryName(session.entry);
    record.args = args;
    record.callbacks = [];
    var optional = ['throws', 'frozen', 'caller', 'stage'];
    for (var i = 0; i < optional.length; i++) {
      var given = get(call, optional[i]);
      if (given) { record[optional[i]] = given; }
    }
    if (get(call, 'watch')) { record.watched = true; }
    var how = session.made.length ? relationIn(call) : '';
    if (session.overlap || how === 'overlap' || how === 'within') { record.overlap = true; }
    if (record.overlap && session.made.length) { last(session).record.overlap = true; }
    record.events = [];
    return record;
  }

  function invoke(it, options, call) {
    var my = it.session.env.my;
    var entry = it.session.entry;
    var bare = isTag(call.args, 'undefined');
    var result;
    try {
      if (entry.kind === 'call') {
        result = bare ? my.call(entry.name) : my.call(entry.name, options);
      } else {
        result = bare ? my[entry.name]() : my[entry.name](options);
      }
    } catch (e) {
      var own = ownError(it.session, e);
      if (!own && entry.kind !== 'call' && my && typeof my[entry.name] !== 'function') {
        e = new TypeErrorType('my.' + entry.name + ' is not a function'); // engines name this file's variables
      }
      var thrown = [own ? encode(e, it.budget) : encodeThrown(e, it.budget)];
      if (own) { add(thrown, 'callback'); }
      return observeEvent(it, 'throw', thrown);
    }
    observeEvent(it, 'return', [encode(result, it.budget)]);
    if (get(call, 'watch')) { watch(it, result); }
  }

  function callback(it, name, does) {
    return function () {
      if (!it.open) { return; }
      var args = [];
      for (var i = 0; i < arguments.length && i <= ITEMS && !isFull(it); i++) {
        add(args, i === ITEMS ? tag('truncated') : encode(arguments[i], it.record.events.length < FEW ? newBudget() : it.budget));
      }
      drainOpened(it.session, it); // the page was opened before this callback came
      it.settled = true;
      if (name === 'complete') { it.incomplete = false; }
      observeEvent(it, name, args);
      if (last(it.session) === it) { within(it.session); }
      return does ? act(it, name, does) : undefined;
    };
  }

  // numberOf is which call of its scenario it is, from 1.
  function numberOf(it) {
    var number = 1;
    while (number < it.session.made.length && it.session.made[number - 1] !== it) { number++; }
    return number;
  }

  // act is what the caller's callback does besides noting that it was called.
  function act(it, name, does) {
    if (does === 'pending') { return new PromiseOf(function () {}); }
    if (does === 'removes-itself') { return remove(it, name); }
    var text = MARK + ' (' + name + ' of ' + numberOf(it) + ')';
    var error = does === 'throws-null' ? null : does === 'throws-string' ? text : new ErrorType(text);
    add(it.session.thrown, { error: error, text: text, it: it });
    if (does === 'rejects') { return callWith(rejectWith, PromiseOf, error); }
    throw error;
  }

  // remove takes a callback out of the caller's own options; nobody else has changed them then.
  function remove(it, name) {
    delete it.options[name];
    for (var i = 0; it.before && i < it.before.length; i++) {
      if (it.before[i].name === name) { it.before[i].gone = true; }
    }
  }

  function watch(it, result) {
    var settled = false;
    function saw(type) {
      return function (value) {
        if (!it.open) { return; }
        settled = true;
        if (it.record.callbacks.length === 0) { it.settled = true; }
        observeEvent(it, type, [encode(value, it.budget)]); // no stack: it is compared with what fail got
      };
    }
    try {
      var then = typeof result === 'object' && result !== null ? result.then : undefined;
      if (typeof then === 'function') { callWith(then, result, saw('resolve'), saw('reject')); }
    } catch (e) {
      if (!settled) { saw('reject')(e); }
    }
  }

  function observeEvent(it, type, args) {
    if (!it.open) { return; }
    if (isFull(it)) {
      it.dropped++;
    } else {
      var event = create(null);
      event.at = exact(it.session.env.now() - it.started);
      event.type = type;
      event.args = args;
      add(it.record.events, event);
    }
    poke(it.session);
  }

  function isFull(it) {
    return it.record.events.length >= EVENTS;
  }

  // exact rounds to the microsecond: beyond that a clock of floating point numbers only tells its own errors.
  function exact(ms) {
    return round(ms * 1000) / 1000;
  }

  function poke(session) {
    if (session.poke) { session.env.poke(); }
  }

  // ---- waiting for what a call still does, and closing its record

  // settle waits until every call has settled that is still waited for. One that did not by its deadline is given up: the
  // calls after it are not kept waiting for it.
  function settle(session, then) {
    var calls = [];
    for (var i = 0; i < session.made.length; i++) {
      if (!session.made[i].givenUp) { add(calls, session.made[i]); }
    }
    function isDone() {
      var observable = 0;
      for (var i = 0; i < calls.length; i++) {
        if (calls[i].observable) {
          if (!calls[i].settled) { return false; }
          observable++;
        }
      }
      return observable > 0;
    }
    var limit = patience(session, calls);
    wait(session, limit, isDone, function (why) {
      for (var i = 0; i < calls.length; i++) { calls[i].givenUp = true; }
      then(why, limit);
    });
  }

  // rest looks for what still comes for any call of the scenario, and then closes all the records.
  function rest(session) {
    function closeAll(why) {
      drainOpened(session, last(session));
      drainConsole(session, last(session));
      for (var i = 0; i < session.made.length; i++) { close(session.made[i], why === 'idle'); }
      finish(session, null);
    }
    settle(session, function (why, limit) {
      // What comes after the deadline comes too late, so nothing is watched any longer.
      if (why === 'idle' || why === 'deadline' && limit > 0) { return closeAll(why); }
      wait(session, get(session.params, 'restMs') || session.params.quietMs, never, closeAll, 'calm');
    });
  }

  // patience is how long to wait for calls to settle. A call that has nothing to settle with, and no authorisation to
  // be finished before the next call, is not waited for: a real clock would stand still for the whole of settleMs.
  function patience(session, calls) {
    for (var i = 0; i < calls.length; i++) {
      if (calls[i].observable || calls[i].record.stage) { return session.params.settleMs; }
    }
    return 0;
  }

  function close(it, idle) {
    it.open = false;
    var record = it.record;
    record.end = it.settled ? 'settled' : idle ? 'idle' : 'deadline';
    if (it.dropped) { record.reason = it.dropped + ' events more than the ' + EVENTS + ' that a record holds'; }
    if (it.lines.length) { record.console = it.lines; }
    noteChanged(it);
  }

  // noteChanged compares the options with what they were, once: the caller may use them again after that.
  function noteChanged(it) {
    var changed = it.before ? differences(it.before, it.options, it.budget) : null;
    if (changed) { it.record.changed = changed; }
    it.before = null;
  }

  function snapshot(options) {
    var names = ownNames(options), before = [];
    for (var i = 0; i < names.length; i++) { add(before, { name: names[i], value: options[names[i]] }); }
    return before;
  }

  function differences(before, options, budget) {
    var changed = null, known = [], i;
    function note(name, value) {
      changed = changed || create(null);
      changed[head(name, HEAD)] = value;
    }
    for (i = 0; i < before.length; i++) {
      add(known, before[i].name);
      if (before[i].gone) {
        continue; // the caller's own callback removed it
      } else if (!hasOwn(options, before[i].name)) {
        note(before[i].name, tag('undefined'));
      } else if (!isUnchanged(options, before[i])) {
        note(before[i].name, encodeMember(options, before[i].name, [], budget));
      }
    }
    var names = ownNames(options);
    for (i = 0; i < names.length && i < ITEMS; i++) {
      if (!includes(known, names[i])) { note(names[i], encodeMember(options, names[i], [], budget)); }
    }
    return changed;
  }

  function isUnchanged(options, member) {
    try { return same(options[member.name], member.value); } catch (e) { return false; }
  }

  // ---- what arrives from elsewhere: uncaught errors, opened pages, console lines

  function sawUncaught(session, error, kind) {
    if (session.over) { return; }
    session.uncaught = messageOf(error);
    var own = ownError(session, error);
    var it = own || last(session);
    if (!it) { return; }
    var args = [own ? encode(error, it.budget) : encodeThrown(error, it.budget), kind];
    if (own) { add(args, 'callback'); }
    observeEvent(it, 'uncaught', args);
  }

  // ownError finds the call whose callback threw the error, by identity or, where the error came through another
  // world as text or inside another error, by its message.
  function ownError(session, error) {
    var text = messageOf(error);
    for (var i = 0; i < session.thrown.length; i++) {
      var thrown = session.thrown[i];
      if (thrown.error === error || indexIn(text, thrown.text) >= 0) { return thrown.it; }
    }
    return null;
  }

  function last(session) {
    return session.made.length ? session.made[session.made.length - 1] : null;
  }

  // drainOpened asks which pages were opened and notes each with its call; without a call it only notes where the
  // list stands. A list that keeps growing and one that is handed over and emptied are told apart by asking twice.
  function drainOpened(session, it) {
    var opened = session.opened;
    if (!opened.ask || opened.busy) { return; }
    opened.busy = true;
    try {
      var fresh = freshOpened(session);
      for (var i = 0; it && i < fresh.length; i++) {
        var owner = ownerOf(session, fresh[i]) || it;
        observeEvent(owner, 'opened', [encode(fresh[i], owner.budget)]);
      }
    } catch (e) {
      session.fault = session.fault || { code: CONFIGURATION, message: 'opened threw ' + messageOf(e) };
    }
    opened.busy = false;
  }

  function freshOpened(session) {
    var opened = session.opened;
    if (opened.mode === 'all') { return grown(opened, callWith(opened.ask, undefined)); }
    var list = askOpened(session);
    if (!opened.mode && list.length > opened.last.length) {
      var again = askOpened(session);
      opened.mode = startsWith(again, list) ? 'all' : 'new';
      if (opened.mode === 'new') { for (var i = 0; i < again.length; i++) { add(list, again[i]); } }
    }
    if (opened.mode === 'new') { return list; }
    var fresh = list;
    if (startsWith(list, opened.last)) {
      fresh = [];
      for (var j = opened.last.length; j < list.length; j++) { add(fresh, list[j]); }
    }
    opened.last = list;
    return fresh;
  }

  // grown is what a list that keeps growing has more than it had; a list that began anew has everything. It is asked for at
  // every turn, so it is not copied.
  function grown(opened, answer) {
    checkOpened(answer);
    var known = opened.last, fresh = [];
    if (!startsWith(answer, known)) { known = opened.last = []; }
    for (var i = known.length; i < answer.length; i++) { add(fresh, answer[i]); }
    for (var j = 0; j < fresh.length; j++) { add(known, fresh[j]); }
    return fresh;
  }

  function askOpened(session) {
    var answer = callWith(session.opened.ask, undefined);
    checkOpened(answer);
    var list = [];
    for (var i = 0; i < answer.length; i++) { add(list, answer[i]); }
    return list;
  }

  function checkOpened(answer) {
    if (!isArray(answer)) {
      throw new ErrorType('because it returned ' + head(stringify(encode(answer, newBudget())), HEAD) + '; it must return a list of strings');
    }
  }

  function startsWith(list, start) {
    if (list.length < start.length) { return false; }
    for (var i = 0; i < start.length; i++) {
      if (list[i] !== start[i]) { return false; }
    }
    return true;
  }

  // ownerOf finds the one open call that passed this very string, where calls overlap.
  function ownerOf(session, text) {
    var owner = null;
    for (var i = 0; i < session.made.length; i++) {
      var it = session.made[i];
      if (it.open && it.signStr === text) {
        if (owner) { return null; }
        owner = it;
      }
    }
    return owner;
  }

  function drainConsole(session, it) {
    if (!session.env.console) { return; }
    var lines = session.env.console();
    for (var i = 0; it && i < lines.length && it.lines.length < LINES; i++) { add(it.lines, head(StringOf(lines[i]), LINE)); }
  }

  // ---- a host with a real clock

  // realTime makes now, wait and poke of { setTimeout, clearTimeout, now? }; take them before the wallet loads.
  function realTime(timers) {
    var set = timers.setTimeout, clear = timers.clearTimeout;
    var clock = get(timers, 'now') || DateType.now;
    var pending = null;
    return {
      now: function () { return clock(); },
      wait: function (ms, isDone, cb) {
        var mine = { isDone: isDone, end: end };
        var timer = null;
        function end(why) {
          if (pending !== mine) { return; }
          pending = null;
          clear(timer);
          cb(why);
        }
        pending = mine;
        timer = set(function () { end('deadline'); }, ms);
        if (isDone()) { end('done'); }
      },
      poke: function () {
        var mine = pending;
        // Never from inside the wallet's own call of a callback: the next call starts on a fresh stack.
        if (mine && mine.isDone()) { set(function () { mine.end('done'); }, 0); }
      }
    };
  }

  return freeze({ describe: describe, run: run, stringify: stringify, realTime: realTime, register: register });
})();

if (typeof module === 'object' && module && module.exports) { module.exports = signspecProbe; }
