// component: Component, Mixin, Behavior, and the instances that a template asks for.
(function (native, world) {
  'use strict';
  const LIFECYCLE = ['onInit', 'deriveDataFromProps', 'didMount', 'didUpdate', 'didUnmount', 'onError'];
  const definitions = {}; // by path
  let ids = 0;

  world.globals.Component = function Component(options) {
    definitions[world.loading] = world.merged(options || {}, LIFECYCLE);
  };
  world.globals.Mixin = (options) => options;
  world.globals.Behavior = (options) => options;

  // defined runs a component's module when it is first used; it returns nothing where the module threw or never called
  // Component.
  world.defined = (path) => {
    if (!(path in definitions)) {
      definitions[path] = undefined;
      world.load(path);
    }
    return definitions[path];
  };

  // bound returns the function that a component gets for the name of a handler of its owner: always the same one.
  world.bound = (owner, name) => {
    owner.bound = owner.bound || {};
    owner.bound[name] = owner.bound[name] || ((...args) => {
      const f = owner.instance[name];
      return typeof f === 'function' ? f.apply(owner.instance, args) : undefined;
    });
    return owner.bound[name];
  };

  // component returns the component at an element of its owner's template, made or updated.
  world.component = (owner, element, old, props, slots) => {
    props.$slots = slotNodes(slots);
    if (!old) return make(owner, element, props, slots);
    old.node = element;
    update(old, props, slots);
    return old;
  };

  // slotNodes is what a component finds in $slots: what stands between its tags, by slot.
  function slotNodes(slots) {
    const found = {};
    for (const name of Object.keys(slots || {})) found[name] = slots[name].nodes;
    return found;
  }

  function make(owner, element, props, slots) {
    const path = element.component;
    const part = world.parts[path];
    (part.refused || []).forEach(world.refuse);
    const options = world.defined(path) || world.merged({}, LIFECYCLE);
    const { page } = owner;
    const component = {
      options, page, outer: owner, depth: owner.depth + 1, file: part.template, uses: part.uses, plugins: part.plugins,
      path, node: element, slots, isNew: true, props: Object.assign({}, options.props, props),
    };
    const instance = component.instance = Object.assign({}, options.members, options.methods);
    Object.assign(instance, {
      data: world.copy(options.data), props: component.props, properties: component.props, is: part.path, $id: ++ids, $page: page.instance,
    });
    component.handle = instance;
    world.dataMethods(component);
    world.define(instance, 'triggerEvent', (name, detail) => trigger(component, name, detail));
    world.define(instance, 'selectOwnerComponent', () => owner.instance);
    world.define(instance, 'selectComposedParentComponent', () => (above(component) || owner).instance);
    world.define(instance, 'hasMixin', (mixin) => options.all.indexOf(mixin) >= 0);
    if (Object.keys(instance.data).length > 0) {
      native.emit('show', { how: 'data', content: instance.data, path: page.path }, null);
    }
    page.components.add(component);
    world.hook(component, 'onInit');
    world.hook(component, 'created');
    world.hook(component, 'attached');
    world.hook(component, 'deriveDataFromProps', component.props);
    component.changed = undefined;
    world.redraw(component, world.everything);
    page.settling.push(component);
    return component;
  }

  // above is the component that an element stands in, as the elements are nested.
  function above(component) {
    for (let at = component.node.parent; at; at = at.parent) if (at.instance) return at.instance;
    return undefined;
  }

  // trigger calls the handler of an event; one that bubbles goes on to the elements around.
  function trigger(component, name, detail) {
    const event = { type: name, detail: detail === undefined ? {} : detail, timeStamp: Date.now() };
    const { attributes, dataset } = component.node;
    event.target = event.currentTarget = { id: world.textOf(attributes.id), dataset: Object.assign({}, dataset) };
    const property = 'on' + name.charAt(0).toUpperCase() + name.slice(1);
    return world.run(component.props[property] || component.props['catch' + property.slice(2)], undefined, event);
  }

  const NOTHING = Object.create(null);

  function update(component, props, slots) {
    const next = Object.assign({}, component.options.props, props);
    const changed = Object.keys(Object.assign({}, next, component.props)).filter((name) => (
      name !== '$slots' && !(name.slice(0, 2) === 'on' && typeof next[name] === 'function' && next[name] === component.props[name]) &&
      (next[name] !== component.props[name] || (next[name] !== null && typeof next[name] === 'object' && !Object.isFrozen(next[name])))
    ));
    const reslotted = Object.keys(slots || {}).some((name) => slots[name].change !== NOTHING);
    component.slots = slots;
    const anew = changed.filter((name) => next[name] !== component.props[name]);
    if (anew.length > 0) {
      component.oldProps = component.oldProps || component.props;
      world.hook(component, 'deriveDataFromProps', next);
    }
    component.props = component.instance.props = component.instance.properties = next;
    if (anew.length > 0) world.observe(component, anew);
    const names = changed.concat(reslotted ? ['$slots'] : []);
    if (names.length === 0 && !component.changed) return;
    const change = Object.assign(Object.create(null), component.changed);
    for (const name of names) change[name] = true;
    component.changed = undefined;
    world.redraw(component, change);
    if (component.before || component.oldProps) component.page.settling.push(component);
  }

  // remove takes a component away with all in it; it is told when the drawing is done.
  world.remove = (component) => {
    if (component.gone) return;
    (component.parts || []).forEach(world.drop);
    component.gone = true;
    component.page.components.delete(component);
    component.page.settling.push(component);
  };

  // settleComponents tells the components of a page what the drawing did to them: children before their parents.
  world.settleComponents = (page, first) => {
    const settling = new Set(page.settling);
    page.settling = [];
    for (const component of page.components) if (!component.isNew && component.before) settling.add(component);
    for (const component of settling) {
      if (component.gone) {
        if (!component.isNew) unmount(component);
      } else if (component.isNew) {
        mount(component, first);
      } else if (component.before || component.oldProps) {
        const { before, oldProps } = component;
        component.before = component.oldProps = undefined;
        world.hook(component, 'didUpdate', oldProps || component.props, before || component.instance.data);
      }
    }
  };

  function mount(component, first) {
    component.isNew = false;
    component.before = component.oldProps = undefined;
    world.related(component, 'linked');
    world.hook(component, 'ready');
    world.hook(component, 'didMount');
    if (first && component.page.shown) world.pageHook(component, 'show');
    const { ref } = component.node.attributes;
    // What the component itself says is what its owner gets hold of.
    if (typeof component.instance.ref === 'function') {
      const handle = world.run(component.instance.ref, component.instance);
      component.handle = handle === undefined || handle === null ? component.instance : handle;
    }
    const { owner } = component.node;
    if (typeof ref === 'function') world.run(ref, owner.instance, component.handle);
    else if (typeof ref === 'string' && ref !== '') world.run(owner.instance[ref], owner.instance, component.handle);
  }

  // pageHook calls what a component wants to do when its page is shown or hidden.
  world.pageHook = (component, name) => {
    for (const f of component.options.pageHooks[name] || []) world.run(f, component.instance);
  };
  world.pageHooks = (page, name) => {
    for (const component of Array.from(page.components)) if (!component.isNew) world.pageHook(component, name);
  };

  function unmount(component) {
    world.related(component, 'unlinked');
    world.hook(component, 'detached');
    world.hook(component, 'didUnmount');
  }

  world.unmountAll = (page) => {
    (page.parts || []).forEach(world.drop);
    const settling = page.settling;
    page.settling = [];
    for (const component of settling) if (component.gone && !component.isNew) unmount(component);
  };
})
