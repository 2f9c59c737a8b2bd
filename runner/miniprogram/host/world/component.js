// component: Component, Mixin, Behavior, and the instances that a template asks for.
(function (native, world) {
  'use strict';
  const LIFECYCLE = ['onInit', 'deriveDataFromProps', 'didMount', 'didUpdate', 'didUnmount', 'onError'];
  const definitions = {}; // by path
  let ids = 0;

  world.globals.Component = (options) => {
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

  // component returns the instance at a place of the owner's template, made or updated.
  world.component = (owner, key, node, props, slots) => {
    const { page } = owner;
    const id = owner.id + key + '<' + node.component + '>';
    let component = page.components[id];
    if (component) {
      update(component, props);
    } else {
      component = page.components[id] = make(owner, id, node, props);
    }
    component.node = node;
    component.slots = slots;
    page.round[id] = true;
    return component;
  };

  function make(owner, id, node, props) {
    const options = world.defined(node.component) || world.merged({}, LIFECYCLE);
    const part = world.parts[node.component];
    const component = {
      id, options, page: owner.page, file: part.template, uses: part.uses, isNew: true, path: node.component,
      props: Object.assign({}, options.props, props),
    };
    const instance = component.instance = Object.assign({}, options.members, options.methods);
    Object.assign(instance, {
      data: world.copy(options.data), props: component.props, is: part.path, $id: ++ids, $page: owner.page.instance,
    });
    world.dataMethods(component);
    instance.triggerEvent = (name, detail) => trigger(component, name, detail);
    if (Object.keys(instance.data).length > 0) {
      native.emit('show', { how: 'data', content: instance.data, path: owner.page.path }, null);
    }
    world.hook(component, 'onInit');
    world.hook(component, 'created');
    world.hook(component, 'attached');
    world.hook(component, 'deriveDataFromProps', component.props);
    return component;
  }

  function trigger(component, name, detail) {
    const event = { type: name, detail: detail === undefined ? {} : detail, timeStamp: Date.now() };
    const property = 'on' + name.charAt(0).toUpperCase() + name.slice(1);
    return world.run(component.props[property], undefined, event);
  }

  function update(component, props) {
    const next = Object.assign({}, component.options.props, props);
    const changed = Object.keys(Object.assign({}, next, component.props)).filter((name) => next[name] !== component.props[name]);
    if (changed.length === 0) return;
    component.oldProps = component.oldProps || component.props;
    world.hook(component, 'deriveDataFromProps', next);
    component.props = component.instance.props = next;
    world.observe(component, changed);
  }

  // settleComponents tells the components of a page what the drawing did to them: children before their parents, as
  // they stand later in the table.
  world.settleComponents = (page) => {
    for (const id of Object.keys(page.components).reverse()) {
      const component = page.components[id];
      if (!component) continue;
      if (!page.round[id]) {
        delete page.components[id];
        unmount(component);
      } else if (component.isNew) {
        component.isNew = false;
        component.before = component.oldProps = undefined;
        world.hook(component, 'ready');
        world.hook(component, 'didMount');
        const { ref } = component.node.attributes;
        if (typeof ref === 'string' && ref !== '') world.run(component.node.owner.instance[ref], component.node.owner.instance, component.instance);
        page.changed = page.changed || component.before !== undefined;
      } else if (component.before || component.oldProps) {
        const { before, oldProps } = component;
        component.before = component.oldProps = undefined;
        world.hook(component, 'didUpdate', oldProps || component.props, before || component.instance.data);
        page.changed = page.changed || component.before !== undefined;
      }
    }
  };

  function unmount(component) {
    world.hook(component, 'detached');
    world.hook(component, 'didUnmount');
  }

  world.unmountAll = (page) => {
    const components = page.components;
    page.components = {};
    for (const id of Object.keys(components).reverse()) unmount(components[id]);
  };
})
