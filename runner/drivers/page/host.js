/*
 * host.js: what a web page, or a worker, is to probe.js. It is a function of the page's global object, the probe and
 * say, which takes a message to the driver in the driver's own way. It returns what the driver's own script offers the
 * driver; my and adapter are what the page has, undefined where it has none, and entry and params are JSON:
 *
 *   describe(entry, my, adapter)           what stands at the entry point and what the adapter says of itself, as JSON
 *   run(number, params, how, my, adapter)  performs a scenario at once; how is "driver", "page" or "acts", see stager
 *   answer(ask, text)                      takes the driver's answer, as JSON, to what was asked; twice does no harm
 *   later(f)                               calls f on a fresh stack
 *
 * The messages, of which run is the scenario's number:
 *
 *   {"op":"done","run":1,"answer":{...}}            what the probe came to
 *   {"op":"stage","run":1,"ask":3,"wish":{...}}     arrange this outcome; it is answered with {"signStr":"..."} or null
 *   {"op":"before","run":1,"ask":3,"wish":{...}}    the page's own stage is about to be asked; answered with null where
 *                                                   that is of no use
 *   {"op":"staged","run":1,"wish":{...},"signStr":  the page's own stage has arranged this
 *
 * ECMAScript 5, for WebViews as old as they come.
 */
var signspecHost = function (world, probe, say) {
  'use strict';

  // Taken before the wallet can change them, where the driver is in the page before the page's own scripts.
  var set = world.setTimeout, clear = world.clearTimeout;
  var clock = world.performance, since = clock.now;
  var parse = JSON.parse;
  var IsError = world.ErrorEvent;
  var report = null; // the probe's, while a scenario is performed
  var asked = 0, asks = {};

  function later(f) { set.call(world, f, 0); }

  // ---- what nobody caught

  world.addEventListener('error', function (event) {
    if (report && IsError && event instanceof IsError) {
      report(event.error === undefined || event.error === null ? event.message : event.error, 'exception');
    }
  }, true);
  world.addEventListener('unhandledrejection', function (event) {
    if (report) { report(event.reason, 'rejection'); }
  }, true);

  // ---- what is printed, while a scenario is performed

  var LINES = 200; // the probe keeps no more
  var LINE = 2000; // characters
  var levels = ['log', 'info', 'warn', 'error', 'debug'];

  function overhear() {
    var lines = [], originals = {}, mine = {};
    function wrap(level) {
      originals[level] = world.console[level];
      mine[level] = function () {
        if (lines.length < LINES) { lines.push((level === 'log' ? '' : level + ': ') + line(arguments)); }
        return originals[level].apply(this, arguments);
      };
      world.console[level] = mine[level];
    }
    function unwrap(level) {
      if (world.console[level] === mine[level]) { world.console[level] = originals[level]; }
    }
    function each(change) {
      levels.forEach(function (level) {
        try { change(level); } catch (e) { /* a console that cannot be changed is not overheard */ }
      });
    }
    each(wrap);
    return {
      take: function () { var taken = lines; lines = []; return taken; },
      stop: function () { each(unwrap); }
    };
  }

  function line(args) {
    var parts = [];
    for (var i = 0; i < args.length; i++) {
      try {
        var shown = args[i];
        if (typeof shown === 'object' && shown !== null) {
          shown = shown instanceof Error ? shown.name + ': ' + shown.message : JSON.stringify(shown);
        }
        parts.push(String(shown));
      } catch (e) { parts.push('something that cannot be shown'); }
    }
    return parts.join(' ').substring(0, LINE);
  }

  // ---- staging

  // ask asks the driver; the probe follows a thenable like a promise.
  function ask(op, run, wish) {
    return { then: function (ok) {
      asks[++asked] = ok;
      say({ op: op, run: run, ask: asked, wish: wish });
    } };
  }

  function answer(id, text) {
    var ok = asks[id];
    delete asks[id];
    if (ok) { ok(parse(text)); }
  }

  // stager returns env.stage: the driver's staging, or that of the page, around which the driver acts if it has to.
  function stager(run, how, adapter) {
    if (how === 'driver') { return function (wish) { return ask('stage', run, wish); }; }
    if (how !== 'acts') { return function (wish) { return adapter.stage(wish); }; }
    return function (wish) {
      return { then: function (ok, no) {
        ask('before', run, wish).then(function (possible) {
          if (possible === null) { return ok(null); }
          follow(function () { return adapter.stage(wish); }, function (staged) {
            var signStr = staged && typeof staged.signStr === 'string' ? staged.signStr : '';
            if (staged !== null && staged !== undefined) { say({ op: 'staged', run: run, wish: wish, signStr: signStr }); }
            ok(staged);
          }, no);
        });
      } };
    };
  }

  function follow(start, ok, no) {
    try {
      var value = start();
      if (typeof value === 'object' && value !== null && typeof value.then === 'function') { value.then(ok, no); } else { ok(value); }
    } catch (e) { no(e); }
  }

  // ---- what the driver asks for

  function text(read) {
    try {
      var value = read();
      return typeof value === 'string' || typeof value === 'number' ? String(value).substring(0, 200) : '';
    } catch (e) { return ''; }
  }

  function has(adapter, name) {
    try { return typeof adapter[name] === 'function'; } catch (e) { return false; }
  }

  function describe(entry, my, adapter) {
    return probe.stringify({
      found: probe.describe(my, parse(entry)),
      name: text(function () { return adapter.wallet.name; }),
      version: text(function () { return adapter.wallet.version; }),
      stage: has(adapter, 'stage'), opened: has(adapter, 'opened')
    });
  }

  function run(number, params, how, my, adapter) {
    var time = probe.realTime({
      setTimeout: function (f, ms) { return set.call(world, f, ms); },
      clearTimeout: function (timer) { clear.call(world, timer); },
      now: function () { return since.call(clock); }
    });
    var heard = overhear();
    var env = {
      my: my, stage: stager(number, how, adapter), now: time.now, wait: time.wait, poke: time.poke,
      onUncaught: function (f) { report = f; }, console: heard.take
    };
    if (has(adapter, 'opened')) { env.opened = function () { return adapter.opened(); }; }
    probe.run(parse(params), env, function (answer) {
      report = null;
      heard.stop();
      say({ op: 'done', run: number, answer: answer });
    });
  }

  return { describe: describe, run: run, answer: answer, later: later };
};
