/*
 * page.js: what a page is to probe.js where only scripts can be run in it, as over WebDriver. It is one function that
 * gets the page's global object, the probe and a name for this document. It defines the global __signspec, which a
 * page cannot replace. The driver calls it, and fetches what the page has to say by exchange, a text a message:
 *
 *   {"number":1,"op":"done","run":1,"answer":{...}}            what the probe came to
 *   {"number":1,"op":"stage","run":1,"ask":3,"wish":{...}}     arrange this outcome; it is answered with signStr or null
 *   {"number":1,"op":"before","run":1,"ask":3,"wish":{...}}    the page's own stage is about to be asked; answered with
 *                                                              null where that is of no use
 *   {"number":1,"op":"staged","run":1,"wish":{...},"signStr":  the page's own stage has arranged this
 *
 * Messages are kept until the driver says that it has them, and everything may be asked twice: an answer that was lost
 * on its way costs nothing.
 *
 * ECMAScript 5, for WebViews as old as they come.
 */
(function (world, probe, name) {
  'use strict';

  var set = world.setTimeout, clear = world.clearTimeout;
  var clock = world.performance, since = clock.now;
  var parse = JSON.parse;
  var IsError = world.ErrorEvent;
  var report = null; // the probe's, while a scenario is performed
  var ready = null; // begins the scenario that was made ready
  var asked = 0, asks = {};
  var messages = [], said = 0;

  function say(message) {
    message.number = ++said;
    messages.push({ number: said, text: probe.stringify(message) });
  }

  // Never from inside a script of the driver: a wallet that blocks would block the driver with it.
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
    levels.forEach(function (level) {
      originals[level] = world.console[level];
      mine[level] = function () {
        if (lines.length < LINES) { lines.push((level === 'log' ? '' : level + ': ') + line(arguments)); }
        return originals[level].apply(this, arguments);
      };
      try { world.console[level] = mine[level]; } catch (e) { /* a console that cannot be changed is not overheard */ }
    });
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
      asks[++asked] = ok;
      say({ op: op, run: run, ask: asked, wish: wish });
    } };
  }

  // stager returns env.stage: the driver's staging, or that of the page, around which the driver acts if it has to.
  function stager(run, how, adapter) {
    if (how === 'driver') { return function (wish) { return ask('stage', run, wish); }; }
    if (how === 'page') { return function (wish) { return adapter.stage(wish); }; }
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
    return probe.stringify({
      found: probe.describe(my, parse(entry)),
      name: text(function () { return adapter.wallet.name; }),
      version: text(function () { return adapter.wallet.version; }),
      stage: has(adapter, 'stage'), opened: has(adapter, 'opened')
    });
  }

  // run makes a scenario ready, and the next exchange begins it: when run has returned, nothing of the wallet ran yet.
  function run(number, params, how, my, adapter) {
    ready = function () { begin(number, params, how, my, adapter); };
  }

  function begin(number, params, how, my, adapter) {
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

  // exchange drops the messages up to the number that the driver has, takes an answer where one is given, and returns
  // a list of the messages since.
  function exchange(has, id, answer) {
    if (ready) { later(ready); }
    ready = null;
    while (messages.length > 0 && messages[0].number <= has) { messages.shift(); }
    if (id && asks[id]) {
      var ok = asks[id], value = parse(answer);
      delete asks[id];
      later(function () { ok(value); });
    }
    var texts = [];
    for (var i = 0; i < messages.length; i++) { texts.push(messages[i].text); }
    return '[' + texts.join(',') + ']';
  }

  Object.defineProperty(world, '__signspec', {
    value: Object.freeze({ name: name, describe: describe, run: run, exchange: exchange })
  });
})
