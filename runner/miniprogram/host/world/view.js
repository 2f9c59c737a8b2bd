// view: draws templates, as far as one must to know which handlers an element has, what they get, which components
// there are, and what a person reads. What was drawn is kept, and only what depends on changed data is drawn anew.
(function (native, world) {
  'use strict';
  const { evaluate, textOf, isTrue, sameValue } = world;

  // A context is where a node stands: the file of the template, the page or component that owns it, the scope, and the
  // element around it. A change is the set of names whose values have changed; ALL is every one.
  const ALL = null, NOTHING = Object.create(null);
  const inside = (c, parent) => ({ file: c.file, owner: c.owner, scope: c.scope, parent });
  const withScope = (c, scope) => ({ file: c.file, owner: c.owner, scope, parent: c.parent });
  const inFile = (c, file) => ({ file, owner: c.owner, scope: c.scope, parent: c.parent });
  const also = (change, names) => {
    if (change === ALL) return ALL;
    const more = Object.assign(Object.create(null), change);
    for (const name of names) more[name] = true;
    return more;
  };

  // touched says whether a change may touch what reads the names; names that are not known may be any.
  function touched(names, change) {
    if (change === ALL) return true;
    if (change === NOTHING) return false;
    if (names === undefined) return true;
    for (let i = 0; i < names.length; i++) if (change[names[i]]) return true;
    return false;
  }

  // work counts what was evaluated, and changes what has become of it.
  world.work = 0;
  let altered = false;

  // render draws a page or a component, as far as the change touches it, and returns what stands at its top.
  world.render = (owner, change) => {
    const template = world.templates[owner.file];
    if (!template) return [];
    refused(template);
    if (!owner.scope) owner.scope = Object.assign(Object.create(null), world.modulesOf(owner.file));
    Object.assign(owner.scope, owner.props, owner.instance.data);
    owner.scope.$slots = owner.slots || {};
    const out = [];
    owner.parts = drawList(template.body, { file: owner.file, owner, scope: owner.scope, parent: owner.node }, change, owner.parts, out);
    return out;
  };

  function refused(template) {
    if (template.refused !== undefined) world.refuse(template.refused);
  }

  // wasAltered says whether anything that is to be seen has changed since it was asked last.
  world.wasAltered = () => {
    const was = altered;
    altered = false;
    return was;
  };

  // A part is what was drawn of a node: out are the elements and texts that it has put into the tree.
  const isNode = (node) => typeof node === 'object' && !Array.isArray(node) && node.t !== undefined;

  // drawList draws nodes, with what was drawn of them before, into out.
  function drawList(nodes, c, change, old, out) {
    if (!nodes) return undefined;
    const parts = old || new Array(nodes.length);
    let taken = false;
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i];
      if (!isNode(node)) {
        parts[i] = drawText(node, c, change, parts[i], out);
        continue;
      }
      if (node.for === undefined && !isShown(node, c.scope, taken)) {
        drop(parts[i]);
        parts[i] = undefined;
        if (node.if !== undefined) taken = false;
        continue;
      }
      if (node.for === undefined && (node.if !== undefined || node.elif !== undefined || node.else !== undefined)) taken = true;
      parts[i] = drawNode(node, c, change, parts[i], out);
    }
    return parts;
  }

  // isShown says whether a node is there; taken whether one before it, of which it is the alternative, is.
  function isShown(node, scope, taken) {
    if (node.if !== undefined) return isTrue(evaluate(node.if, scope));
    if (node.elif !== undefined) return !taken && isTrue(evaluate(node.elif, scope));
    return node.else === undefined || !taken;
  }

  // drop takes away what was drawn of a node, with the components in it.
  world.drop = drop;
  function drop(part) {
    if (!part) return;
    altered = true;
    if (part.component) world.remove(part.component);
    for (const list of [part.parts, part.items]) if (list) list.forEach(drop);
  }

  function push(out, drawn) {
    for (let i = 0; i < drawn.length; i++) out.push(drawn[i]);
  }

  function drawText(node, c, change, part, out) {
    if (!part) part = { out: [{ text: undefined, parent: c.parent }] };
    if (typeof node !== 'string' || part.out[0].text === undefined) {
      world.work++;
      const text = textOf(evaluate(node, c.scope));
      if (text !== part.out[0].text) altered = true;
      part.out[0].text = text;
    }
    out.push(part.out[0]);
    return part;
  }

  function drawNode(node, c, change, part, out) {
    if (part && !touched(node.n, change)) {
      push(out, part.out);
      return part;
    }
    const was = part ? part.out : [];
    part = part || {};
    part.out = [];
    const from = part.out;
    if (!part.drawn) change = ALL;
    part.drawn = true;
    if (node.for !== undefined) drawEach(node, c, change, part);
    else drawOne(node, c, change, part);
    if (from.length !== was.length || from.some((one, i) => one !== was[i])) altered = true;
    push(out, part.out);
    return part;
  }

  // drawEach draws a node for each item of its list. What was drawn for an item is found again by its key.
  function drawEach(node, c, change, part) {
    const item = node.item === undefined ? 'item' : evaluate(node.item, c.scope);
    const index = node.index === undefined ? 'index' : evaluate(node.index, c.scope);
    const anew = change === ALL || touched(node.f, change);
    if (anew) part.list = itemsOf(evaluate(node.for, c.scope));
    const old = part.byKey || new Map();
    part.byKey = new Map();
    part.items = [];
    for (const [value, i] of part.list) {
      let key = keyOf(node, value, i);
      while (part.byKey.has(key)) key += '#';
      let one = old.get(key);
      old.delete(key);
      const same = one !== undefined && sameValue(one.value, value) && one.index === i;
      if (!one) one = { scope: Object.create(c.scope) };
      one.value = one.scope[item] = value;
      one.index = one.scope[index] = i;
      part.byKey.set(key, one);
      if (node.if !== undefined && !isTrue(evaluate(node.if, one.scope))) {
        drop(one.part);
        one.part = undefined;
        continue;
      }
      const inner = anew && !same ? also(change, [item, index]) : change;
      one.part = drawItem(node, withScope(c, one.scope), inner, one.part, part.out);
      part.items.push(one.part);
    }
    for (const gone of old.values()) drop(gone.part);
  }

  function drawItem(node, c, change, part, out) {
    if (part && change === NOTHING) {
      push(out, part.out);
      return part;
    }
    part = part || {};
    part.out = [];
    if (!part.drawn) change = ALL;
    part.drawn = true;
    drawOne(node, c, change, part);
    push(out, part.out);
    return part;
  }

  const MAX_COUNT = 1000;
  function itemsOf(items) {
    const list = [];
    if (typeof items === 'number') {
      for (let i = 0; i < Math.min(items, MAX_COUNT); i++) list.push([i, i]);
    } else if (Array.isArray(items)) {
      items.forEach((value, i) => list.push([value, i]));
    } else if (items !== null && typeof items === 'object') {
      Object.keys(items).forEach((name) => list.push([items[name], name]));
    }
    return list;
  }

  function keyOf(node, value, i) {
    if (node.key === '*this') return textOf(value);
    if (typeof node.key === 'string' && value !== null && typeof value === 'object' && value[node.key] !== undefined) return textOf(value[node.key]);
    return String(i);
  }

  function drawOne(node, c, change, part) {
    world.work++;
    switch (node.t) {
      case 'block':
        part.parts = drawList(node.c, c, change, part.parts, part.out);
        return;
      case 'template':
        return drawTemplate(node, c, part);
      case 'include':
        return drawInclude(node, c, change, part);
      case 'slot':
        return drawSlot(node, c, change, part);
    }
    const element = part.element = drawElement(node, c, part.element);
    part.out.push(element);
    if (element.component) return drawComponent(element, node, c, change, part);
    const children = [];
    part.parts = drawList(node.c, inside(c, element), change, part.parts, children);
    element.children = children;
  }

  function attributesOf(node, scope) {
    const attributes = {};
    const written = node.a || [];
    for (let i = 0; i < written.length; i++) attributes[written[i][0]] = evaluate(written[i][1], scope);
    return attributes;
  }

  function drawElement(node, c, element) {
    const written = node.a || [];
    if (!element) {
      element = {
        tag: node.t, attributes: {}, dataset: {}, handlers: {}, children: [], owner: c.owner, parent: c.parent, component: c.owner.uses[node.t],
        bound: undefined,
      };
      if (c.owner.plugins && c.owner.plugins[node.t]) world.usedOnce('the component <' + node.t + '> of a plugin');
    } else if (!written.some((pair) => typeof pair[1] === 'object' || typeof pair[1] === 'function')) {
      return element;
    }
    const { attributes } = element;
    for (let i = 0; i < written.length; i++) {
      const name = written[i][0], value = evaluate(written[i][1], c.scope);
      world.work++;
      if (name in attributes && sameValue(attributes[name], value)) continue;
      attributes[name] = value;
      describe(element, name, value, written[i][1]);
      if (name.indexOf('data-') === 0) continue;
      altered = true;
      if (looks.test(name)) world.looks++;
    }
    return element;
  }

  // What decides how an element looks, and how often that has changed.
  const looks = /^(class|style|id|hidden)$/;
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

  function eventOf(attribute) {
    const found = /^(?:capture-)?(on|catch)([A-Z]\w*)$/.exec(attribute);
    return found && { type: found[2].toLowerCase(), caught: found[1] === 'catch' };
  }

  const camel = (name) => name.toLowerCase().replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());

  // drawTemplate draws a named template, whose data are its own: they may have changed in any way.
  function drawTemplate(node, c, part) {
    const attributes = attributesOf(node, c.scope);
    const found = findTemplate(c.file, attributes.is, new Set());
    if (part.named !== (found && found.body)) {
      if (part.parts) part.parts.forEach(drop);
      part.parts = part.scope = undefined;
    }
    if (!found) return;
    part.named = found.body;
    const data = attributes.data !== null && typeof attributes.data === 'object' ? attributes.data : {};
    if (!part.scope) part.scope = Object.assign(Object.create(null), world.modulesOf(found.file));
    for (const name of Object.keys(part.scope)) if (!(name in data) && !(name in world.modulesOf(found.file))) delete part.scope[name];
    Object.assign(part.scope, data);
    part.parts = drawList(found.body, inFile(withScope(c, part.scope), found.file), ALL, part.parts, part.out);
  }

  function findTemplate(file, name, seen) {
    const template = world.templates[file];
    if (!template || seen.has(file)) return undefined;
    seen.add(file);
    refused(template);
    if (template.named[name]) return { file, body: template.named[name] };
    for (const src of template.imports || []) {
      const found = findTemplate(native.importedTemplate(file, src), name, seen);
      if (found) return found;
    }
    return undefined;
  }

  function drawInclude(node, c, change, part) {
    const file = native.importedTemplate(c.file, node.src);
    const template = world.templates[file];
    if (!template) return;
    refused(template);
    part.parts = drawList(template.body, inFile(c, file), change, part.parts, part.out);
  }

  // drawSlot draws what the owner's owner put between the component's tags, or what the slot holds by default.
  function drawSlot(node, c, change, part) {
    const attributes = attributesOf(node, c.scope);
    const content = (c.owner.slots || {})[attributes.name || '$default'];
    if (part.content !== (content ? content.nodes : node.c)) {
      if (part.parts) part.parts.forEach(drop);
      part.parts = part.scope = undefined;
      part.content = content ? content.nodes : node.c;
    }
    if (!content) {
      part.parts = drawList(node.c, c, change, part.parts, part.out);
      return;
    }
    if (!part.scope) part.scope = Object.create(content.context.scope);
    let inner = part.parts ? content.change : ALL;
    if (content.scopeName) {
      part.scope[content.scopeName] = attributes;
      inner = also(inner, [content.scopeName]);
    }
    part.parts = drawList(content.nodes, inside(withScope(content.context, part.scope), c.parent), inner, part.parts, part.out);
  }

  // slotsOf are what stands between the tags of a component, by slot, and what has changed in it.
  function slotsOf(node, c, change, old) {
    if (!node.c) return undefined;
    const slots = {};
    for (const child of node.c) {
      const slot = isNode(child) ? attributesOf(child, c.scope) : {};
      const name = slot.slot || '$default';
      if (!slots[name]) {
        const nodes = old && old[name] && old[name].scopeName === slot['slot-scope'] ? old[name].nodes : [];
        slots[name] = { nodes, found: 0, context: c, scopeName: slot['slot-scope'], change };
      }
      const one = slots[name];
      if (one.nodes[one.found] !== child) {
        one.nodes = one.nodes.slice(0, one.found);
        one.nodes.push(child);
      }
      one.found++;
    }
    return slots;
  }

  const camelProp = (name) => name.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());

  function drawComponent(element, node, c, change, part) {
    const props = {};
    for (const name of Object.keys(element.attributes)) {
      const value = element.attributes[name];
      if (name === 'slot' || name === 'ref' || name.indexOf('model:') === 0) continue;
      props[name.indexOf('data-') === 0 ? name : camelProp(name)] = eventOf(name) && typeof value === 'string' ? world.bound(c.owner, value) : value;
    }
    const slots = slotsOf(node, c, change, part.component && part.component.slots);
    part.component = world.component(c.owner, element, part.component, props, slots);
    element.instance = part.component;
    element.children = part.component.tree;
  }

  // updated draws a component whose data, props or slots have changed.
  world.redraw = (owner, change) => {
    owner.tree = world.render(owner, change);
    if (owner.node && owner !== owner.page) owner.node.children = owner.tree;
    for (const name of Object.keys(owner.slots || {})) owner.slots[name].change = NOTHING;
  };

  world.everything = ALL;
  world.eventOf = eventOf;
})
