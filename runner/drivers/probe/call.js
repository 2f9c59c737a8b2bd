// call.js: one call: what it passes, and its record.

function make(session, call, signStr) {
  var options = decode(call.args);
  var plain = typeof options === 'object' && options !== null && !isArray(options) && !(hasOwn(call.args, '$type') && call.args.$type !== 'object');
  var fill = get(call, 'fill');
  if (fill && plain) { setOwn(options, fill, signStr); }
  var it = {
    session: session, open: true, filled: !!(fill && plain), settled: false, incomplete: false, givenUp: false, observable: false, budget: newBudget(), dropped: 0,
    texts: textsOf(signStr, plain ? options : {}), started: 0, options: null, before: null, lines: [], record: null
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
    try { options[fill] = 'https://wallet.example/authorise?authId=written-after-the-call'; } catch (e) { /* the wallet made it read-only */ }
    it.before = snapshot(options);
  }
  drainOpened(session, it);
  return it;
}

// textsOf are the strings that a page may have been opened with for this call: the one that was staged, and what is passed.
function textsOf(signStr, options) {
  var texts = typeof signStr === 'string' ? [signStr] : [], names = enumerableKeys(options);
  for (var i = 0; i < names.length; i++) {
    if (typeof options[names[i]] === 'string') { add(texts, options[names[i]]); }
  }
  return texts;
}

// callbacksOf makes the callbacks of a call, and what stands in the place of those that are not passed.
function callbacksOf(it, call, how) {
  var made = create(null), passed = get(call, 'callbacks') || [];
  var one = get(how, 'function') === 'shared' && passed.length ? shared(it, passed, get(how, 'does')) : null;
  for (var i = 0; i < passed.length; i++) {
    var does = get(how, 'does') || (includes(get(call, 'throws') || [], passed[i]) ? 'throws-error' : '');
    made[passed[i]] = one || ofKind(get(how, 'function'), callback(it, passed[i], does), it, passed[i]);
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
