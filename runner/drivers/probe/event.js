// event.js: what is noted in a record.

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

function drainConsole(session, it) {
  if (!session.env.console) { return; }
  var lines = session.env.console();
  for (var i = 0; it && i < lines.length && it.lines.length < LINES; i++) { add(it.lines, head(StringOf(lines[i]), LINE)); }
}
