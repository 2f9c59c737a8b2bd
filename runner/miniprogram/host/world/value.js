// value: what the expressions of a template are worth.
(function (native, world) {
  'use strict';

  // evaluate returns the value of what a template holds, in a scope; what cannot be evaluated is undefined, as in the
  // framework.
  world.evaluate = function evaluate(value, scope) {
    if (typeof value === 'string') return value;
    if (typeof value === 'function') {
      try {
        return value.call(scope);
      } catch (e) {
        return undefined;
      }
    }
    if (Array.isArray(value)) return value.map((part) => textOf(evaluate(part, scope))).join('');
    return value !== null && typeof value === 'object' ? member(value.p, scope) : value;
  };

  function member(steps, scope) {
    let at = scope[steps[0]];
    for (let i = 1; i < steps.length; i++) {
      if (at === undefined || at === null) return undefined;
      try {
        at = at[steps[i]];
      } catch (e) {
        return undefined;
      }
    }
    return at;
  }

  function textOf(value) {
    if (typeof value === 'string') return value;
    if (value === undefined || value === null) return '';
    if (typeof value === 'object') return Array.isArray(value) ? value.map(textOf).join(',') : '[object Object]';
    return String(value);
  }

  world.isTrue = (value) => value !== undefined && value !== null && value !== false && value !== 'false' && value !== '' && value !== 0;
  world.textOf = textOf;

  // refuse ends the run: the program has come to what cannot be run.
  world.refuse = (index) => { native.refuse(index); };

  // modulesOf are what a template imports of .sjs modules: whole ones, and with the name "{a, b: c}" members of one.
  const modules = {};
  world.modulesOf = (file) => (modules[file] = modules[file] || load(file));
  function load(file) {
    const template = world.templates[file];
    const found = Object.create(null);
    for (const name of Object.keys(template ? template.modules : {})) {
      const load = (world.program.modules[file] || {})[name];
      if (!load) continue;
      const module = load();
      const whole = module && module.default !== undefined ? module.default : module;
      const members = /^\s*\{([^]*)\}\s*$/.exec(name);
      if (!members) {
        found[name] = whole;
        continue;
      }
      for (const member of members[1].split(',')) {
        const [from, to] = member.split(/:|\sas\s/).map((part) => part.trim());
        if (from) found[to || from] = module && module[from] !== undefined ? module[from] : (whole || {})[from];
      }
    }
    return found;
  }

  // sameValue says whether a value is drawn like another: what is not an object and equal. An object may have been
  // changed in place.
  world.sameValue = (a, b) => a === b ? a === null || typeof a !== 'object' : a !== a && b !== b;
})
