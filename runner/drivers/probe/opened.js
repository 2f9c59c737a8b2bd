// opened.js: the pages that were opened, and whose they are.

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
    session.fault = session.fault || { code: CONFIGURATION, message: 'opened ' + (opened.wrong || 'threw ' + messageOf(e)) };
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
  checkOpened(opened, answer);
  var known = opened.last, fresh = [];
  if (!startsWith(answer, known)) { known = opened.last = []; }
  for (var i = known.length; i < answer.length; i++) { add(fresh, answer[i]); }
  for (var j = 0; j < fresh.length; j++) { add(known, fresh[j]); }
  return fresh;
}

function askOpened(session) {
  var answer = callWith(session.opened.ask, undefined);
  checkOpened(session.opened, answer);
  var list = [];
  for (var i = 0; i < answer.length; i++) { add(list, answer[i]); }
  return list;
}

function checkOpened(opened, answer) {
  if (!isArray(answer)) {
    opened.wrong = 'returned ' + head(stringify(encode(answer, newBudget())), HEAD) + '; it must return a list of strings, at once';
    throw new ErrorType(opened.wrong);
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
    if (it.open && includes(it.texts, text)) {
      if (owner) { return null; }
      owner = it;
    }
  }
  return owner;
}
