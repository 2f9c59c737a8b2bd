/*
 * binding.js: the browser driver's own part of host.js. It is one function that gets the page's global object, the probe
 * and signspecHost, and it runs before the page's own scripts where the driver loads the page. It defines the global
 * __signspec, which a page cannot replace, and speaks to the driver through the binding signspecTell, a text a message.
 *
 * ECMAScript 5, for WebViews as old as they come.
 */
(function (world, probe, newHost) {
  'use strict';

  var tell = world.signspecTell;
  var host = newHost(world, probe, function (message) { tell(probe.stringify(message)); });
  var module = null; // what an adapter module exports, in the place of what the page has

  function describe(entry, my, adapter) {
    return host.describe(entry, module ? module.my : my, module || adapter);
  }

  function run(number, params, how, my, adapter) {
    host.run(number, params, how, module ? module.my : my, module || adapter);
  }

  // begin tells the driver that the page begins a scenario.
  function begin() { tell('begins'); }

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

  Object.defineProperty(world, '__signspec', {
    value: Object.freeze({ describe: describe, use: use, begin: begin, run: run, answer: host.answer })
  });
})
