// scenario.js: performing a scenario, from its start to its answer.

function run(params, env, done) {
  var host = hostOf(env);
  var session = {
    env: host, params: params, scenario: params.scenario, overlap: get(params.scenario, 'overlap') === true, entry: params.entry,
    origin: host.now(), made: [], inner: null, reused: null, reusedFunctions: create(null), thrown: [], uncaught: '', fault: null, over: false, done: done,
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

function last(session) {
  return session.made.length ? session.made[session.made.length - 1] : null;
}
