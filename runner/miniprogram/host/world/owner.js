// owner: what pages and components have in common: options with mixins, data, setData, and drawing what has changed.
(function (native, world) {
  'use strict';
  // A container draws about every 16 ms; what is set in between is drawn at once.
  const FRAME_MS = 16;
  // A page that sets data for ever, such as a countdown, is drawn this often, or until so many elements and texts have
  // been drawn; and then now and then, a few times when something has happened, and when somebody taps it.
  const MAX_DRAWS = 150, MAX_DRAWN = 6000, FRESH_DRAWS = 3, RARELY_MS = 30000;
  // Components that set data whenever they are drawn would be drawn for ever.
  const MAX_ROUNDS = 20;

  const now = Date.now;
  let draws = 0, fresh = 0, stirs = 0, last = 0;

  // affordsDraw says whether a page is to be drawn.
  function affordsDraw() {
    if (draws < MAX_DRAWS && world.nodes < MAX_DRAWN) return true;
    if (native.stirs() !== stirs) {
      stirs = native.stirs();
      fresh = FRESH_DRAWS;
    }
    return fresh > 0 || now() - last >= RARELY_MS;
  }

  // merged returns the options of a page or a component with those of its mixins (and behaviors) below them. Life
  // cycle methods of all of them are called, the mixins' first; of other methods the last one stands.
  world.merged = (options, lifecycle) => {
    const all = [];
    const collect = (o) => {
      if (o === null || typeof o !== 'object') return;
      [].concat(o.mixins || [], o.behaviors || []).forEach(collect);
      all.push(o);
    };
    collect(options);
    const whole = { data: {}, props: {}, methods: {}, members: {}, hooks: {}, observers: [], all };
    for (const o of all) mergeOne(whole, o, lifecycle);
    return whole;
  };

  function mergeOne(whole, o, lifecycle) {
    const data = typeof o.data === 'function' ? native.guard(o.data, o, []) : o.data;
    Object.assign(whole.data, world.copy(data));
    Object.assign(whole.props, o.props);
    for (const name of Object.keys(o.properties || {})) {
      const property = o.properties[name];
      whole.props[name] = property !== null && typeof property === 'object' ? property.value : undefined;
    }
    Object.assign(whole.methods, o.methods);
    for (const name of Object.keys(o.observers || {})) whole.observers.push({ names: name.split(',').map((n) => n.trim()), run: o.observers[name] });
    for (const name of memberNames(o)) {
      whole.members[name] = o[name];
      if (lifecycle.indexOf(name) >= 0) (whole.hooks[name] = whole.hooks[name] || []).push(o[name]);
    }
    for (const name of Object.keys(o.lifetimes || {})) (whole.hooks[name] = whole.hooks[name] || []).push(o.lifetimes[name]);
  }

  const notMembers = ['data', 'props', 'properties', 'methods', 'mixins', 'behaviors', 'observers', 'lifetimes', 'constructor'];

  // memberNames lists the members of options, those of their class too.
  function memberNames(options) {
    const names = new Set();
    for (let o = options; o && o !== Object.prototype; o = Object.getPrototypeOf(o)) {
      for (const name of Object.getOwnPropertyNames(o)) if (notMembers.indexOf(name) < 0) names.add(name);
    }
    return names;
  }

  // hook calls a life cycle method of a page or a component: those of its mixins, and what its instance has by now.
  world.hook = (owner, name, ...args) => {
    const { hooks, members } = owner.options;
    for (const f of hooks[name] || []) {
      if (f !== members[name]) world.run(f, owner.instance, ...args);
    }
    if (name in owner.instance) world.run(owner.instance[name], owner.instance, ...args);
  };

  // dataMethods gives an instance setData and its relatives.
  world.dataMethods = (owner) => {
    const { instance } = owner;
    define(instance, 'setData', (patch, callback) => {
      change(owner, patch, (data, path) => world.assign(data, path, patch[path]), callback);
    });
    define(instance, '$spliceData', (patch, callback) => {
      change(owner, patch, (data, path) => {
        const list = world.valueAt(data, path);
        const copy = Array.isArray(list) ? list.slice() : [];
        copy.splice(...patch[path]);
        return world.assign(data, path, copy);
      }, callback);
    });
    define(instance, '$batchedUpdates', (f) => world.run(f, instance));
    define(instance, 'selectComponent', (selector) => instancesOf(owner, selector)[0] || null);
    define(instance, 'selectAllComponents', (selector) => instancesOf(owner, selector));
    define(instance, 'createSelectorQuery', () => world.selectorQuery());
    define(instance, 'createIntersectionObserver', () => world.stub());
  };

  function define(instance, name, value) {
    Object.defineProperty(instance, name, { value, writable: true, configurable: true, enumerable: false });
  }

  function instancesOf(owner, selector) {
    return world.select(owner.tree || [], selector).filter((node) => node.instance).map((node) => node.instance.instance);
  }

  function change(owner, patch, apply, callback) {
    if (patch === null || typeof patch !== 'object') patch = {};
    const before = owner.before || Object.assign({}, owner.instance.data);
    const changed = [];
    for (const path of Object.keys(patch)) changed.push(apply(owner.instance.data, path));
    if (owner.page.gone) return; // nobody sees it
    native.emit('show', { how: 'data', content: patch, path: owner.page.path });
    owner.before = before;
    owner.page.dirty = true;
    if (typeof callback === 'function') owner.page.callbacks.push(() => world.run(callback, owner.instance));
    world.observe(owner, changed);
    schedule(owner.page);
  }

  // observe calls the observers of what has changed.
  world.observe = (owner, changed) => {
    if (owner.options.observers.length === 0) return;
    const all = Object.assign({}, owner.instance.props, owner.instance.data);
    for (const o of owner.options.observers) {
      if (!o.names.some((name) => name === '**' || changed.indexOf(world.steps(name)[0]) >= 0)) continue;
      world.run(o.run, owner.instance, ...o.names.map((name) => world.valueAt(all, name.replace(/\.\*\*$/, ''))));
    }
  };

  function schedule(page) {
    if (page.scheduled || page.gone || !page.drawn) return;
    if (page.callbacks.length === 0 && !affordsDraw()) return;
    page.scheduled = true;
    world.after(FRAME_MS, () => {
      page.scheduled = false;
      if (!affordsDraw()) return flush(page);
      draws++;
      fresh--;
      last = now();
      world.draw(page);
    });
  }
  world.schedule = schedule;

  function flush(page) {
    const callbacks = page.callbacks;
    page.callbacks = [];
    for (const callback of callbacks) callback();
  }

  // draw renders the page, tells its components what became of them, and records what a person now reads.
  world.draw = (page) => {
    if (page.gone || (page.drawn && !page.dirty)) return;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      page.dirty = page.changed = false;
      page.round = {};
      native.silently(() => {
        page.tree = world.render(page);
      });
      world.settleComponents(page);
      page.before = undefined;
      if (!page.changed) break;
    }
    page.drawn = true;
    const lines = native.silently(() => world.visibleText(page.tree));
    const text = JSON.stringify(lines);
    if (text !== (page.text || '[]')) {
      page.text = text;
      native.emit('show', { how: 'text', content: lines, path: page.path }, null);
    }
    flush(page);
  };
})
