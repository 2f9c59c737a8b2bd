// events: what a person does to a page: taps an element, or whatever else fires a handler.
(function (native, world) {
  'use strict';
  // Where a finger touches; any place will do.
  const TOUCH = { x: 120, y: 240, clientX: 120, clientY: 240, pageX: 120, pageY: 240 };

  const described = (node) => ({
    id: node ? String(node.attributes.id || '') : '', tagName: node ? node.tag : '', dataset: node ? Object.assign({}, node.dataset) : {},
    offsetLeft: 0, offsetTop: 0,
  });

  function eventOf(type, target, current, detail) {
    const event = { type, timeStamp: Date.now(), target: described(target), currentTarget: described(current), detail };
    event.target.targetDataset = event.target.dataset;
    if (type === 'tap') event.touches = event.changedTouches = [Object.assign({ identifier: 0 }, TOUCH)];
    return event;
  }

  function call(node, type, target, detail) {
    const { handler } = node.handlers[type];
    const { instance, props } = node.owner;
    const f = typeof handler === 'function' ? handler : instance[handler] || props[handler];
    return world.run(f, instance, eventOf(type, target, node, detail));
  }

  // dispatch brings an event to the element and those around it, until one of them catches it.
  function dispatch(type, target, detail) {
    for (let node = target; node; node = node.parent) {
      const entry = node.handlers && node.handlers[type];
      // What stands on the tag of a component is the component's to call.
      if (!entry || (node.component && node !== target)) continue;
      call(node, type, target, detail);
      if (entry.caught) return;
    }
  }

  const handles = (node) => Boolean(node.handlers && node.handlers.tap && !node.component);

  // tappable finds what a finger on the element hits: the element where it or one around it has a handler, else the
  // first one inside that has.
  function tappable(element) {
    for (let node = element; node; node = node.parent) if (handles(node) || builtIn(node)) return element;
    let found;
    world.walk(element.children, (node) => {
      if (!found && node.attributes && (handles(node) || builtIn(node))) found = node;
      return !found;
    });
    return found || (element.handlers.tap ? element : undefined);
  }

  const isSubmit = (node) => node.tag === 'button' && (node.attributes['form-type'] || node.attributes.formType) === 'submit';
  const builtIn = (node) => node.tag === 'navigator' || isSubmit(node) || node.tag in toggles || (node.tag === 'button' && 'open-type' in node.attributes);

  // toggles are the fields that change when they are tapped, by the element around them that is told.
  const toggles = { switch: '', checkbox: 'checkbox-group', radio: 'radio-group' };

  function around(node, tag) {
    for (let at = node; at; at = at.parent) if (at.tag === tag) return at;
    return undefined;
  }

  // act does what the framework itself does when the element is tapped.
  function act(node) {
    if (node.tag === 'navigator') world.navigator(node.attributes);
    if (isSubmit(node)) submit(node);
    if (node.tag in toggles) toggle(node);
    const open = node.attributes['open-type'];
    if (node.tag === 'button' && open) {
      for (const type of Object.keys(node.handlers)) if (type !== 'tap') call(node, type, node, {});
    }
  }

  function submit(button) {
    const form = around(button, 'form');
    if (!form || !form.handlers.submit) return;
    const value = {};
    world.walk(form.children, (node) => {
      if (node.attributes && node.attributes.name) value[node.attributes.name] = world.valueIn(node) === undefined ? '' : world.valueIn(node);
      return true;
    });
    call(form, 'submit', button, { value });
  }

  function toggle(node) {
    const group = around(node, toggles[node.tag]);
    const value = node.tag === 'checkbox' && group ? [node.attributes.value] : node.tag === 'radio' ? node.attributes.value : !node.attributes.checked;
    for (const told of toldOf(node)) call(told, 'change', node, { value });
  }

  // toldOf lists who is told when a field changes that is tapped.
  const toldOf = (node) => [node, around(node, toggles[node.tag])].filter((told) => told && told.handlers.change);

  function blockedBy(element) {
    for (let node = element; node; node = node.parent) if (world.isDisabled(node)) return 'disabled';
    return '';
  }

  // look draws the page as a person sees it who is about to do something. What is done at once with something else, as
  // by the second tap of two, is done on what was to be seen before: the view learns of changed data later.
  function look(start) {
    const page = world.current();
    if (start === 1 || !world.scenario.flow.together) world.draw(page);
    return page;
  }

  // tap taps the first element that the selector names. It returns what kept it from that, or ''.
  world.tap = (step, start) => {
    const page = look(start);
    const found = world.select(page.tree || [], step.tap);
    const element = found.map(tappable).find(Boolean);
    const blocked = !element ? (found.length > 0 ? 'no handler' : 'not there') : blockedBy(element);
    native.emit('start', { step: step.number, start, selector: step.tap, handler: handlerName(element), blocked: blocked || undefined }, null);
    if (blocked) return blocked;
    dispatch('tap', element, TOUCH);
    act(element);
    return '';
  };

  function handlerName(element) {
    for (let node = element; node; node = node.parent) {
      const entry = node.handlers && node.handlers.tap;
      if (entry && !node.component && typeof entry.handler === 'string') return entry.handler;
    }
    return undefined;
  }

  // fire fires a handler of the page, or of a component on it. With again, it only does so where a person could: where
  // the element that has the handler is there and not disabled.
  world.fire = (step, start, again) => {
    const page = look(start);
    const owner = ownerOf(page, step.fire);
    const node = owner && nodeOf(page, step.fire);
    let blocked = owner ? '' : 'no handler';
    if (again && owner && page.everHandled && page.everHandled[step.fire]) blocked = node ? blockedBy(node.node) : 'not there';
    if (node) (page.everHandled = page.everHandled || {})[step.fire] = true;
    native.emit('start', { step: step.number, start, handler: step.fire, blocked: blocked || undefined }, null);
    if (blocked) return blocked;
    const target = node && node.node;
    const event = eventOf(node ? node.type : 'tap', target, target, Object.assign({}, TOUCH));
    world.run(owner.instance[step.fire], owner.instance, Object.assign(event, world.clone(step.with)));
    return '';
  };

  // enter puts a value into the first field that the selector names, as somebody does who types or chooses it. It returns
  // what kept it from that, or ''.
  world.enter = (step, start) => {
    const page = look(start);
    const selector = step.input || step.change;
    const found = world.select(page.tree || [], selector);
    const field = found.length > 0 ? fieldIn(found[0]) : undefined;
    const blocked = found.length === 0 ? 'not there' : blockedBy(field);
    native.emit('start', { step: step.number, start, selector, blocked: blocked || undefined }, null);
    if (blocked) return blocked;
    field.typed = step.value;
    world.stale(field);
    if (field.bound) world.run(field.owner.instance.setData, field.owner.instance, { [field.bound.path]: step.value });
    const detail = { value: step.value, cursor: String(step.value).length };
    for (const type of step.input ? ['focus', 'input', 'blur'] : ['change']) {
      if (field.handlers[type]) call(field, type, field, Object.assign({}, detail));
      else if (found[0] !== field && found[0].handlers[type]) call(found[0], type, field, Object.assign({}, detail));
    }
    return '';
  };

  // fieldIn is the field that a person means who names an element: itself, or the one in it.
  const fields = ['input', 'textarea', 'picker', 'picker-view', 'slider', 'switch', 'checkbox', 'radio', 'checkbox-group', 'radio-group'];
  function fieldIn(element) {
    let field = fields.indexOf(element.tag) >= 0 ? element : undefined;
    world.walk(element.children, (node) => {
      if (!field && fields.indexOf(node.tag) >= 0) field = node;
      return !field;
    });
    return field || element;
  }

  // tappables are the elements of the current page that react to a tap, but for those that are only ticked.
  world.tappables = () => {
    const found = [];
    world.walk(world.current().tree || [], (node) => {
      if (node.attributes && (handles(node) || builtIn(node)) && !(node.tag in toggles)) found.push(node);
      return true;
    });
    return found;
  };

  // touchables are the elements of the current page that react to a finger at all.
  world.touchables = () => {
    const found = world.tappables();
    world.walk(world.current().tree || [], (node) => {
      if (node.attributes && node.tag in toggles && toldOf(node).length > 0) found.push(node);
      return true;
    });
    return found;
  };

  // press taps an element as it is.
  world.press = (element) => {
    const id = world.textOf(element.attributes.id);
    const selector = id ? '#' + id : element.tag;
    native.emit('start', { step: 1, start: world.start, pressed: true, selector, handler: handlerName(element) }, null);
    dispatch('tap', element, TOUCH);
    act(element);
  };

  // begins says whether a tap on the element is heard as one of the steps is that start the flow.
  world.begins = (element) => world.config.start.some((step) => {
    const heard = hearer(step);
    if (heard && heard.tag === 'form' && !isSubmit(element)) return false;
    for (let node = element; node; node = node.parent) if (node === heard) return true;
    return false;
  });

  // hearer is the element that hears of a step; undefined where the current page has none.
  function hearer(step) {
    const page = world.current();
    if (step.fire !== undefined) return (nodeOf(page, step.fire) || {}).node;
    if (step.tap === undefined) return undefined;
    let node = world.select(page.tree || [], step.tap).map(tappable).find(Boolean);
    while (node && !handles(node) && !builtIn(node)) node = node.parent;
    return node;
  }

  world.isBlocked = (element) => blockedBy(element) !== '';
  world.handlerName = handlerName;

  function ownerOf(page, handler) {
    const owners = [page].concat(Array.from(page.components));
    return owners.find((owner) => typeof owner.instance[handler] === 'function');
  }

  function nodeOf(page, handler) {
    let found;
    world.walk(page.tree || [], (node) => {
      for (const type of Object.keys(node.handlers || {})) {
        if (!found && node.handlers[type].handler === handler) found = { node, type };
      }
      return !found;
    });
    return found;
  }

  // targets lists what could be tapped on the current page.
  world.targets = () => {
    const page = world.current();
    world.draw(page);
    const found = [];
    const count = {};
    world.walk(page.tree || [], (node) => {
      if (!node.attributes || !(handles(node) || builtIn(node))) return true;
      // What hears of a box that is ticked is told whether it is: that is tapped, not fired.
      const entry = node.handlers.tap || node.handlers.submit || (node.tag in toggles ? undefined : node.handlers.change);
      const handler = entry && typeof entry.handler === 'string' && node.owner === page ? entry.handler : '';
      count[handler] = (count[handler] || 0) + 1;
      found.push({
        id: typeof node.attributes.id === 'string' ? node.attributes.id : '', handler, tag: node.tag, disabled: blockedBy(node) !== '',
        selector: selectorOf(page, node), first: count[handler] === 1, ticked: node.tag in toggles,
      });
      return true;
    });
    for (const target of found) target.own = count[target.handler] === 1;
    world.walk(page.tree || [], (node) => {
      if (node.attributes && (node.tag === 'input' || node.tag === 'textarea')) found.push(fieldOf(page, node));
      if (node.attributes && node.tag === 'picker' && node.handlers.change) found.push(Object.assign(fieldOf(page, node), { chosen: true }));
      return true;
    });
    return found;
  };

  // fieldOf describes a field that a person fills in, with what one may type there.
  function fieldOf(page, node) {
    const { attributes } = node;
    const about = ['name', 'placeholder', 'id', 'type'].map((name) => world.textOf(attributes[name])).join(' ');
    const usual = [[/mail/i, 'sam@shop.example'], [/phone|mobile|tel/i, '13800138000'], [/number|digit|amount|count|sum/i, '100'], [/^/, 'Sam']];
    const value = usual.find(([kind]) => kind.test(about))[1];
    return { id: '', tag: node.tag, handler: '', field: true, value, selector: selectorOf(page, node), disabled: blockedBy(node) !== '' };
  }

  // selectorOf is a selector that names an element before all others; '' where there is no simple one.
  function selectorOf(page, node) {
    const own = node.attributes;
    const classes = world.textOf(own.class).split(/\s+/).filter((name) => /^[A-Za-z_][\w-]*$/.test(name));
    const id = world.textOf(own.id);
    const simple = /^[A-Za-z_][\w-]*$/.test(id) ? ['#' + id] : [];
    simple.push(...classes.map((name) => '.' + name), ...(classes.length > 1 ? ['.' + classes.join('.')] : []), node.tag);
    const around = [];
    for (let at = node.parent; at; at = at.parent) {
      for (const name of world.textOf(at.attributes.class).split(/\s+/)) if (/^[A-Za-z_][\w-]*$/.test(name)) around.push('.' + name);
    }
    const all = simple.concat(...around.map((outer) => simple.map((inner) => outer + ' ' + inner)));
    return all.find((selector) => world.select(page.tree, selector)[0] === node) || '';
  }

  // handlersOf lists what could be fired on the current page, for a message.
  world.handlersOf = () => {
    const page = world.current();
    const owners = [page].concat(Array.from(page.components));
    const names = [];
    for (const owner of owners) {
      for (const name of Object.keys(Object.assign({}, owner.options.members, owner.options.methods))) {
        if (typeof owner.instance[name] === 'function' && !(name in owner.options.hooks) && names.indexOf(name) < 0) names.push(name);
      }
    }
    return names;
  };
})
