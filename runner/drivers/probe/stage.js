// stage.js: staging: asking the adapter for what a call wishes.

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
