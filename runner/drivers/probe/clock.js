// clock.js: a host with a real clock.

// realTime makes now, wait and poke of { setTimeout, clearTimeout, now? }; take them before the wallet loads.
function realTime(timers) {
  var set = timers.setTimeout, clear = timers.clearTimeout;
  var clock = get(timers, 'now') || DateType.now;
  var pending = null;
  return {
    now: function () { return clock(); },
    wait: function (ms, isDone, cb) {
      var mine = { isDone: isDone, end: end };
      var timer = null;
      function end(why) {
        if (pending !== mine) { return; }
        pending = null;
        clear(timer);
        cb(why);
      }
      pending = mine;
      timer = set(function () { end('deadline'); }, ms);
      if (isDone()) { end('done'); }
    },
    poke: function () {
      var mine = pending;
      // Never from inside the wallet's own call of a callback: the next call starts on a fresh stack.
      if (mine && mine.isDone()) { set(function () { mine.end('done'); }, 0); }
    }
  };
}
