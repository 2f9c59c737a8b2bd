// caller.js: the kinds of functions and options that a caller may pass.

var CALLBACKS = ['success', 'fail', 'complete'];
var NO_FUNCTION = { 'undefined': undefined, 'null': null, text: 'a text', number: 1, object: {} };
var makers = create(null); // by the name of the value; those of a later syntax are registered

makers['function'] = function (f) { return f; };
makers['two-parameters'] = function (f) { return function (told, more) { return applyTo(f, undefined, arguments); }; };
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

// MIXED are the kinds of the callbacks of one call where they are not all of one.
var MIXED = { success: 'async', fail: 'arrow', complete: 'function' };

function ofKind(kind, f, it, name) {
  if (kind === 'reused') { return reused(it, name, f); }
  if (kind === 'mixed') { kind = MIXED[name]; }
  return kind ? makers[kind](f) : f;
}

// reused is the function that an earlier call of the scenario passed, as a page passes its own methods in every call. What it
// hears is of the latest call: a call that may still be answered keeps a function of its own.
function reused(it, name, hear) {
  var known = it.session.reusedFunctions[name];
  if (known && known.it.settled && !known.it.incomplete) {
    known.it = it;
    known.hear = hear;
    return known.f;
  }
  known = { it: it, hear: hear, f: null };
  known.f = function () { return applyTo(known.hear, undefined, arguments); };
  if (!it.session.reusedFunctions[name]) { it.session.reusedFunctions[name] = known; }
  return known.f;
}

// shared is one function in the place of every callback. Which of them it is called as shows in what it is given, and in what it
// was called as before: first the outcome, and then complete.
function shared(it, passed, does) {
  var outcome = null;
  return function (told) {
    var name = includes(passed, 'complete') ? 'complete' : passed[0];
    if (!outcome) {
      outcome = outcomeOf(told, it.filled && get(it.record, 'stage'));
      name = includes(passed, outcome) ? outcome : name;
    }
    return applyTo(callback(it, name, does), undefined, arguments);
  };
}

// outcomeOf says which callback a payload is for: a code of an error is a failure's, whatever else there is. Where it tells nothing, or
// both, it is for what was staged, which is null where the sign string is not the one that was: that cannot succeed.
function outcomeOf(told, stage) {
  var succeeded = tells(told, 'authCode'), failed = tells(told, 'error') || tells(told, 'errMessage') || tells(told, 'errorMessage');
  if (succeeded && tells(told, 'error') && /^[1-9]\d{3}$/.test(told.error)) { return 'fail'; }
  if (succeeded !== failed) { return succeeded ? 'success' : 'fail'; }
  return stage && get(stage, 'outcome') === 'approve' ? 'success' : 'fail';
}

function tells(told, name) {
  try {
    return told !== null && typeof told === 'object' && told[name] !== undefined && told[name] !== null;
  } catch (e) {
    return false;
  }
}

// unbuildable names what a call asks for and this device has not; '' where it has everything.
function unbuildable(call) {
  var how = get(call, 'caller') || {}, does = get(how, 'does');
  var kind = get(how, 'function'), options = get(how, 'options');
  if (kind === 'mixed' && (!makers.async || !makers.arrow)) { return kind; }
  if (kind && kind !== 'mixed' && kind !== 'reused' && kind !== 'shared' && !makers[kind]) { return kind; }
  if ((options === 'class-instance' || options === 'proxy-options') && !makers[options]) { return options; }
  if (options === 'symbol-keys' && !SymbolOf) { return options; }
  if ((does === 'pending' && !PromiseOf) || (does === 'rejects' && !rejectWith)) { return does; }
  return '';
}

// emptied takes everything out of an object; where the wallet has seen to it that this cannot be done, another one is used.
function emptied(options) {
  var names = ownNames(options);
  try {
    for (var i = 0; i < names.length; i++) { delete options[names[i]]; }
    return isExtensible(options) ? options : {};
  } catch (e) {
    return {};
  }
}

// shaped makes an options object of the members and the callbacks.
function shaped(session, members, callbacks, shape) {
  if (!shape) { return fillWith(members, callbacks); }
  var again = shape === 'same-object' && session.reused && session.reused.options;
  var options = shape === 'null-prototype' ? create(null) : again ? emptied(again) : {};
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
