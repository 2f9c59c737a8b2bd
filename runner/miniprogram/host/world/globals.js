// globals: what the logic layer has, and what it has not although the engine does.
(function (native, world) {
  'use strict';
  const define = (name, value) => Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });

  // The framework has none of these in the logic layer, so a program that needs one fails on a phone.
  for (const name of [
    'URL', 'URLSearchParams', 'TextEncoder', 'TextDecoder', 'structuredClone', 'DOMException', 'crypto', 'performance', 'atob', 'btoa',
    'setImmediate', 'clearImmediate', 'eval',
  ]) delete globalThis[name];

  // A worker has one, and frameworks look at it.
  define('navigator', { userAgent: 'Mozilla/5.0 (Linux; U; Android 14) AliApp(AP/10.5.0) AlipayClient/10.5.0 MiniProgram APXWebView', language: 'en' });

  for (const name of Object.keys(world.globals)) define(name, world.globals[name]);

  // The program's console prints through the host, which keeps what was printed with its place.
  const printed = ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'table'];
  for (const level of printed) console[level] = (...values) => native.log(level, values);

  // What prints a label, or prints only at times.
  const counts = {}, began = {};
  const labelOf = (label) => (label === undefined ? 'default' : String(label));
  const elapsed = (level) => (label, ...values) => {
    const name = labelOf(label);
    native.log(level, [name + ': ' + (name in began ? Date.now() - began[name] : 0) + ' ms'].concat(values));
  };
  Object.assign(console, {
    assert: (holds, ...values) => { if (!holds) native.log('assert', values); },
    group: (...values) => { if (values.length > 0) native.log('group', values); },
    groupCollapsed: (...values) => { if (values.length > 0) native.log('groupCollapsed', values); },
    groupEnd: () => {},
    count: (label) => {
      const name = labelOf(label);
      counts[name] = (counts[name] || 0) + 1;
      native.log('count', [name + ': ' + counts[name]]);
    },
    countReset: (label) => { delete counts[labelOf(label)]; },
    time: (label) => { began[labelOf(label)] = Date.now(); },
    timeLog: elapsed('timeLog'), timeEnd: elapsed('timeEnd'),
    clear: () => {},
  });

  // A plugin that app.json does not declare is not there; one that it does is not modelled.
  define('requirePlugin', (name) => {
    if (world.plugins.indexOf(String(name)) < 0) throw new Error("app.json declares no plugin '" + name + "'");
    native.emit('use', { api: "requirePlugin('" + name + "')" });
    return world.stub();
  });
  // A require whose path is only known when it runs; the others were resolved when the program was loaded.
  define('require', (path) => {
    const name = String(path).replace(/^(\.?\/)+/, '').replace(/\.[jt]s$/, '');
    if (world.program.parts[name]) return world.program.parts[name]();
    throw new Error("Cannot find module '" + path + "'; only a path that is written out in the call of require is found here");
  });
})
