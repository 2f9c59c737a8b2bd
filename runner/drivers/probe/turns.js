// turns.js: when each call of a scenario is made.

function next(session, index) {
  guarded(session, function () {
    if (session.fault) { return finish(session, { error: session.fault }); }
    var calls = session.scenario.calls;
    if (index === calls.length) { return rest(session); }
    var call = calls[index], following = index + 1 < calls.length ? calls[index + 1] : null;
    function goOn() { next(session, index + 1); }
    before(session, relation(session, call), function () {
      var inner = session.inner;
      if (!inner || inner.call !== call) { return begin(session, call, following, goOn); }
      session.inner = null; // from here on it is made here, if no callback has made it
      if (inner.made) { return goOn(); }
      if (!inner.staging) { return begin(session, call, following, goOn); }
      staged(session, inner.staging, 'done', function (signStr) {
        make(session, call, signStr);
        goOn();
      });
    });
  })();
}

// relation says when a call is made: 'after' the one before and a quiet time, at 'once' when that is complete, 6 minutes
// 'later' or 2 'hours', in 'overlap' with it, or from 'within' its callback.
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
    if (how === 'hours') { return wait(session, HOURS_MS, never, then, 'sleep'); }
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
