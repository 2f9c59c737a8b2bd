// settle.js: waiting for what a call still does, and closing its record.

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
