// uncaught.js: what nobody caught, and whose it is.

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
