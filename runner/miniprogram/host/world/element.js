// element: makes elements of the nodes of a template, and tells what their attributes mean.
(function (native, world) {
  'use strict';
  const { evaluate, sameValue } = world;

  function attributesOf(node, scope) {
    const attributes = {};
    const written = node.a || [];
    for (let i = 0; i < written.length; i++) attributes[written[i][0]] = evaluate(written[i][1], scope);
    return attributes;
  }

  // elementOf makes the element of a node, or brings up to date the one that is there; alter is called where an attribute changes.
  function elementOf(node, c, element, alter) {
    if (!element) {
      element = {
        tag: node.t, attributes: {}, dataset: {}, handlers: {}, children: [], owner: c.owner, parent: c.parent, component: c.owner.uses[node.t],
        bound: undefined,
      };
      if (c.owner.plugins && c.owner.plugins[node.t]) world.usedOnce('the component <' + node.t + '> of a plugin');
      for (const [name, value] of node.a || []) setAttribute(element, name, evaluate(value, c.scope), value, alter);
      if (node.t in devices && !element.component && Object.keys(element.handlers).some((type) => !byHand.test(type))) {
        world.usedOnce('the element <' + node.t + '>');
      }
      return element;
    }
    const moving = movingOf(node);
    for (let i = 0; i < moving.length; i++) {
      const value = evaluate(moving[i][1], c.scope);
      world.work++;
      if (!sameValue(element.attributes[moving[i][0]], value)) setAttribute(element, moving[i][0], value, moving[i][1], alter);
    }
    return element;
  }

  // devices are the elements that tell the program of more than what a person does to them, which nothing here does.
  const devices = { camera: true, map: true, video: true, audio: true, 'live-player': true, 'live-pusher': true, lottie: true, lifestyle: true };
  const byHand = /^(tap|longtap|touch|error)/;

  // movingOf are the attributes of a node that are not the same always.
  function movingOf(node) {
    if (!node.moving) node.moving = (node.a || []).filter((pair) => pair[1] !== null && (typeof pair[1] === 'object' || typeof pair[1] === 'function'));
    return node.moving;
  }

  function setAttribute(element, name, value, written, alter) {
    const was = element.attributes[name];
    element.attributes[name] = value;
    describe(element, name, value, written);
    if (name.indexOf('data-') === 0) return;
    alter();
    element.looked = undefined;
    world.stale(element);
    if ((name === 'class' || name === 'id') && was !== undefined && world.decides(was, value)) world.looks++;
  }

  // looks counts how often something has changed that decides what else is to be seen.
  world.looks = 0;

  // describe notes what an attribute means: a member of the dataset, a handler, a value that goes both ways.
  function describe(element, name, value, written) {
    if (name.indexOf('data-') === 0) {
      element.dataset[camel(name.slice(5))] = value;
      return;
    }
    if (name.indexOf('model:') === 0) {
      element.attributes[name.slice(6)] = value;
      if (written !== null && typeof written === 'object' && written.p) element.bound = { name: name.slice(6), path: written.p.join('.') };
      return;
    }
    if (name === 'value' || name === 'checked') element.typed = undefined;
    const event = eventOf(name);
    if (!event) return;
    if (typeof value === 'string' && value !== '' || typeof value === 'function') element.handlers[event.type] = { handler: value, caught: event.caught };
    else delete element.handlers[event.type];
  }

  const eventOf = world.remembered((attribute) => {
    const found = /^(?:capture-)?(on|catch)([A-Z]\w*)$/.exec(attribute);
    return found && { type: found[2].toLowerCase(), caught: found[1] === 'catch' };
  });

  const camel = (name) => name.toLowerCase().replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());

  Object.assign(world, { attributesOf, elementOf, eventOf });
})
