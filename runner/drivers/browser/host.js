/*
 * host.js: what a browser page, or a worker, is to probe.js. It is one function that gets the page's global object and
 * the probe, and it runs before the page's own scripts where the driver loads the page. It defines the global __signspec,
 * which a page cannot replace, and speaks to the driver through the binding signspecTell, a text a message:
 *
 *   {"op":"done","run":1,"answer":{...}}            what the probe came to
 *   {"op":"stage","run":1,"ask":3,"wish":{...}}     arrange this outcome; answered by answer(3, '{"signStr":"..."}')
 *   {"op":"before","run":1,"ask":3,"wish":{...}}    the page's own stage is about to be asked; answered when it may be
 *   {"op":"staged","run":1,"wish":{...},"signStr":  the page's own stage has arranged this
 *
 * ECMAScript 5, for WebViews as old as they come.
 */
(function (world, probe) {
  'use strict';

  var set = world.setTimeout, clear = world.clearTimeout;
  var clock = world.performance, since = clock.now;
  var parse = JSON.parse;
  var tell = world.signspecTell;
  var IsError = world.ErrorEvent;
  var module = null; // what an adapter module exports
  var report = null; // the probe's, while a scenario is performed
  var asked = 0, asks = {};

  function say(message) { tell(probe.stringify(message)); }

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
    try { levels.forEach(wrap); } catch (e) { /* a console that cannot be changed is not overheard */ }
    return {
      take: function () { var taken = lines; lines = []; return taken; },
      stop: function () {
        levels.forEach(function (level) {
          try { if (world.console[level] === mine[level]) { world.console[level] = originals[level]; } } catch (e) { /* as above */ }
        });
      }
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
    return { then: function (ok, no) {
      asks[++asked] = { ok: ok, no: no };
      say({ op: op, run: run, ask: asked, wish: wish });
    } };
  }

  function answer(id, text) {
    var waiting = asks[id];
    delete asks[id];
    if (waiting) { waiting.ok(parse(text)); }
  }

  // stager returns env.stage: the driver's staging, or that of the page, around which the driver acts if it has to.
  function stager(run, how, adapter) {
    if (how === 'driver') { return function (wish) { return ask('stage', run, wish); }; }
    if (how !== 'acts') { return function (wish) { return adapter.stage(wish); }; }
    return function (wish) {
      return { then: function (ok, no) {
        ask('before', run, wish).then(function (may) {
          if (!may) { return ok(null); }
          follow(function () { return adapter.stage(wish); }, function (staged) {
            var signStr = staged && typeof staged.signStr === 'string' ? staged.signStr : '';
            if (staged !== null && staged !== undefined) { say({ op: 'staged', run: run, wish: wish, signStr: signStr }); }
            ok(staged);
          }, no);
        }, no);
      } };
    };
  }

  function follow(start, ok, no) {
    try {
      var value = start();
      if (typeof value === 'object' && value !== null && typeof value.then === 'function') { value.then(ok, no); } else { ok(value); }
    } catch (e) { no(e); }
  }

  // ---- what the driver calls

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
    adapter = module || adapter;
    return probe.stringify({
      found: probe.describe(module ? module.my : my, parse(entry)),
      name: text(function () { return adapter.wallet.name; }),
      version: text(function () { return adapter.wallet.version; }),
      stage: has(adapter, 'stage'), opened: has(adapter, 'opened')
    });
  }

  // use takes what an adapter module exports and says what is wrong with it, or nothing.
  function use(exported) {
    function get(name) {
      if (exported[name] !== undefined && exported[name] !== null) { return exported[name]; }
      var standard = exported['default'];
      return typeof standard === 'object' && standard !== null ? standard[name] : undefined;
    }
    module = { my: get('my'), stage: get('stage'), opened: get('opened'), wallet: get('wallet') };
    if (typeof module.my !== 'object' && typeof module.my !== 'function' || module.my === null) { return 'it exports no my'; }
    if (typeof module.stage !== 'function') { return 'it exports no function stage'; }
    if (module.opened !== undefined && typeof module.opened !== 'function') { return 'it exports opened, which is not a function'; }
    return '';
  }

  function run(id, params, how, my, adapter) {
    var time = probe.realTime({
      setTimeout: function (f, ms) { return set.call(world, f, ms); },
      clearTimeout: function (timer) { clear.call(world, timer); },
      now: function () { return since.call(clock); }
    });
    adapter = module || adapter;
    var heard = overhear();
    var env = {
      my: module ? module.my : my, stage: stager(id, how, adapter), now: time.now, wait: time.wait, poke: time.poke,
      onUncaught: function (f) { report = f; }, console: heard.take
    };
    if (has(adapter, 'opened')) { env.opened = function () { return adapter.opened(); }; }
    probe.run(parse(params), env, function (answer) {
      report = null;
      heard.stop();
      say({ op: 'done', run: id, answer: answer });
    });
  }

  Object.defineProperty(world, '__signspec', { value: Object.freeze({ describe: describe, use: use, run: run, answer: answer }) });
})
