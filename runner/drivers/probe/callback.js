// callback.js: what hears a call: the callbacks, and a promise.

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
  if (does === 'returns-false') { return false; }
  if (does === 'removes-itself') { return remove(it, name); }
  var text = MARK + ' (' + name + ' of ' + numberOf(it) + ')';
  var error = does === 'throws-null' ? null : does === 'throws-string' ? text : new ErrorType(text);
  add(it.session.thrown, { error: error, text: text, it: it });
  if (does === 'rejects') { return callWith(rejectWith, PromiseOf, error); }
  throw error;
}

// remove takes a callback out of the caller's own options; nobody else has changed them then.
function remove(it, name) {
  try { delete it.options[name]; } catch (e) { return; } // the wallet made it read-only
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
