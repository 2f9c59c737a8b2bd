// owner: what pages and components have in common: options with mixins, data, setData, and drawing what has changed.
(function (native, world) {
  'use strict';
  // A container draws about every 16 ms; what is set in between is drawn at once.
  const FRAME_MS = 16;
  // A page that sets data for ever, such as a countdown, is drawn this often, or until so much has been drawn; and then
  // now and then, a few times when something has happened, and when somebody taps it.
  const MAX_DRAWS = 150, MAX_WORK = 6000, FRESH_DRAWS = 3, FRESH_WORK = 1000, RARELY_MS = 30000;
  // What sets the same members as often as this is a tick; anything else is drawn whenever it is set.
  const TICKS = 10;
  // Components that set data whenever they are drawn would be drawn for ever.
  const MAX_ROUNDS = 20;
  // How much is compared of two objects before they count as different.
  const MAX_COMPARED = 500;

  const now = Date.now;
  let draws = 0, fresh = 0, freshUntil = 0, prompts = 0, last = 0;
  const set = new Map(); // how often, by page and members

  // affordsDraw says whether a page is to be drawn.
  function affordsDraw(page) {
    if (page.isNews || (draws < MAX_DRAWS && world.work < MAX_WORK)) return true;
    if (native.prompts() !== prompts) {
      prompts = native.prompts();
      fresh = FRESH_DRAWS;
      freshUntil = world.work + FRESH_WORK;
    }
    return (fresh > 0 && (fresh === FRESH_DRAWS || world.work < freshUntil)) || now() - last >= RARELY_MS;
  }

  const withoutNumbers = world.remembered((names) => names.replace(/\d+/g, '#'));

  // isTick counts that members of a page are set, and says whether that goes on and on.
  function isTick(page, names) {
    const key = page.path + ' ' + withoutNumbers(names.join(' '));
    const count = (set.get(key) || 0) + 1;
    set.set(key, count);
    return count > TICKS;
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
    const whole = { data: {}, props: {}, methods: {}, members: {}, hooks: {}, pageHooks: {}, observers: [], relations: {}, all };
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
    for (const name of Object.keys(o.pageLifetimes || {})) (whole.pageHooks[name] = whole.pageHooks[name] || []).push(o.pageLifetimes[name]);
    Object.assign(whole.relations, o.relations);
  }

  const notMembers = [
    'data', 'props', 'properties', 'methods', 'mixins', 'behaviors', 'observers', 'lifetimes', 'pageLifetimes', 'relations', 'externalClasses',
    'options', 'constructor',
  ];

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
    define(instance, 'createSelectorQuery', () => world.selectorQuery(owner));
    define(instance, 'createIntersectionObserver', (...args) => world.intersectionObserver(owner, ...args));
    define(instance, 'getRelationNodes', (path) => world.relationNodes(owner, path));
    const animated = (...args) => args.filter((f) => typeof f === 'function').forEach((f) => world.after(FRAME_MS, () => world.run(f)));
    define(instance, 'animate', animated);
    define(instance, 'clearAnimation', animated);
  };

  function define(instance, name, value) {
    if (name in instance && name !== 'setData' && name !== '$spliceData') return; // the program's own
    Object.defineProperty(instance, name, { value, writable: true, configurable: true, enumerable: false });
  }
  world.define = define;

  function instancesOf(owner, selector) {
    return world.select(owner.tree || [], selector, true).filter((node) => node.instance && node.owner === owner).map((node) => node.instance.instance);
  }

  // alike says whether two values hold the same. An object that is set to itself may have been changed in place.
  function alike(a, b) {
    let left = MAX_COMPARED;
    const same = (a, b) => {
      if (world.sameValue(a, b)) return true;
      if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object' || a === b || left-- <= 0) return false;
      if (Array.isArray(a) !== Array.isArray(b) || !isPlain(a) || !isPlain(b)) return false;
      if (Array.isArray(a)) return sameItems(a, b, same);
      const names = Object.keys(a);
      return names.length === Object.keys(b).length && names.every((name) => hasOwn.call(b, name) && same(a[name], b[name]));
    };
    return same(a, b);
  }
  function sameItems(a, b, same) {
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!same(a[i], b[i])) return false;
    return true;
  }
  const hasOwn = Object.prototype.hasOwnProperty;
  const isPlain = (o) => Array.isArray(o) || Object.getPrototypeOf(o) === Object.prototype || Object.getPrototypeOf(o) === null;

  function change(owner, patch, apply, callback) {
    if (patch === null || typeof patch !== 'object') patch = {};
    const { page } = owner;
    const before = owner.before || Object.assign({}, owner.instance.data);
    const changed = [];
    let sure = false;
    for (const path of Object.keys(patch)) {
      const name = world.steps(path)[0];
      const was = world.valueAt(owner.instance.data, path);
      apply(owner.instance.data, path);
      const is = world.valueAt(owner.instance.data, path);
      if (name in before && alike(was, is)) continue;
      changed.push(name);
      sure = sure || !(name in before) || was !== is;
    }
    if (page.gone || owner.gone) return; // nobody sees it
    if (typeof callback === 'function') page.callbacks.push(() => world.run(callback, owner.instance));
    if (changed.length > 0) {
      native.emit('show', { how: 'data', content: patch, path: page.path });
      // What is set to the very object that it was may have been changed in place: drawing it tells.
      if (sure) owner.before = before;
      else owner.perhaps = owner.perhaps || before;
      if (!isTick(page, Object.keys(patch))) page.isNews = true;
      world.touch(owner, changed);
      world.observe(owner, changed);
    }
    schedule(page);
  }

  // touch notes that values of an owner have changed that its template may show.
  world.touch = (owner, names) => {
    owner.changed = owner.changed || Object.create(null);
    for (const name of names) owner.changed[name] = true;
    owner.page.dirty = true;
    owner.page.touched.add(owner);
  };

  // observe calls the observers of what has changed.
  world.observe = (owner, changed) => {
    if (owner.options.observers.length === 0) return;
    const all = Object.assign({}, owner.instance.props, owner.instance.data);
    for (const o of owner.options.observers) {
      if (!o.names.some((name) => name === '**' || changed.indexOf(world.steps(name)[0]) >= 0)) continue;
      const f = typeof o.run === 'string' ? owner.instance[o.run] : o.run;
      world.run(f, owner.instance, ...o.names.map((name) => (name === '**' ? all : world.valueAt(all, name.replace(/\.\*\*$/, '')))));
    }
  };

  function schedule(page) {
    if (page.scheduled || page.gone || !page.drawn) return;
    if (page.callbacks.length === 0 && (!page.dirty || !affordsDraw(page))) return;
    page.scheduled = true;
    world.after(FRAME_MS, () => {
      page.scheduled = false;
      if (!page.dirty || !affordsDraw(page)) return flush(page);
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

  // redrawTouched draws the owners of a page whose values have changed, those further out first: drawing them may draw
  // the others as well.
  function redrawTouched(page) {
    const owners = Array.from(page.touched).sort((a, b) => a.depth - b.depth);
    page.touched.clear();
    if (!page.drawn) {
      page.changed = undefined;
      world.redraw(page, world.everything);
    }
    for (const owner of owners) {
      const { changed } = owner;
      owner.changed = undefined;
      if (!changed || owner.gone) continue;
      const altered = world.altering(() => world.redraw(owner, changed));
      if (altered && owner.perhaps) owner.before = owner.before || owner.perhaps;
      owner.perhaps = undefined;
    }
  }

  // draw renders the page, tells its components what became of them, and records what a person now reads.
  world.draw = (page) => {
    if (page.gone || page.blank || (page.drawn && !page.dirty)) return;
    for (let round = 0; round < MAX_ROUNDS && (page.dirty || !page.drawn); round++) {
      page.dirty = false;
      native.silently(() => redrawTouched(page));
      const first = !page.drawn;
      page.drawn = true;
      page.before = undefined;
      world.settleComponents(page, first);
    }
    if (world.wasAltered()) {
      const lines = native.silently(() => world.visibleText(page.tree));
      if (!sameLines(lines, page.text || [])) {
        page.text = lines;
        native.emit('show', { how: 'text', content: lines, path: page.path }, null);
      }
    }
    page.isNews = false;
    flush(page);
  };

  const sameLines = (a, b) => sameItems(a, b, (line, other) => line === other);
})
