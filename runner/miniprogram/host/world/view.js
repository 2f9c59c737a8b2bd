// view: draws templates, as far as one must to know which handlers an element has, what they get, which components
// there are, and what a person reads. What was drawn is kept, and only what depends on changed data is drawn anew.
(function (native, world) {
  'use strict';
  const { attributesOf, elementOf, eventOf, evaluate, textOf, isTrue, sameValue } = world;

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
  const alter = () => { altered = true; };

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

  // altering says whether what is to be seen changes while f draws.
  world.altering = (f) => {
    const was = altered;
    altered = false;
    f();
    const did = altered;
    altered = altered || was;
    return did;
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
        if (parts[i]) world.stale(c.parent);
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
      if (text !== part.out[0].text) {
        altered = true;
        world.stale(c.parent);
      }
      part.out[0].text = text;
    }
    out.push(part.out[0]);
    return part;
  }

  // composed are the nodes that put whatever is in them into the tree, and no element of their own.
  const composed = { block: true, template: true, include: true, slot: true };

  function drawNode(node, c, change, part, out) {
    if (part && !touched(node.n, change)) {
      push(out, part.out);
      return part;
    }
    if (!part) {
      part = { out: [] };
      change = ALL;
    }
    if (node.for === undefined && !composed[node.t]) {
      drawPlain(node, c, change, part);
      out.push(part.element);
      return part;
    }
    const was = part.out;
    part.out = [];
    if (node.for !== undefined) drawEach(node, c, change, part);
    else drawComposed(node, c, change, part);
    if (part.out.length !== was.length || part.out.some((one, i) => one !== was[i])) {
      altered = true;
      world.stale(c.parent);
    }
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
    const inner = anew ? also(change, [item, index]) : change;
    part.byKey = new Map();
    part.items = [];
    const { list } = part;
    for (let n = 0; n < list.length; n++) {
      const value = list[n].value, i = list[n].index;
      let key = keyOf(node, value, i);
      while (part.byKey.has(key)) key += '#';
      let one = old.get(key);
      const same = one !== undefined && one.index === i && sameValue(one.value, value);
      if (one) old.delete(key);
      else one = { c: withScope(c, Object.create(c.scope)) };
      if (!same) {
        one.value = one.c.scope[item] = value;
        one.index = one.c.scope[index] = i;
      }
      part.byKey.set(key, one);
      if (node.if !== undefined && !isTrue(evaluate(node.if, one.c.scope))) {
        drop(one.part);
        one.part = undefined;
        continue;
      }
      one.part = drawItem(node, one.c, same ? change : inner, one.part, part.out);
      part.items.push(one.part);
    }
    for (const gone of old.values()) drop(gone.part);
  }

  function drawItem(node, c, change, part, out) {
    if (part && change === NOTHING) {
      push(out, part.out);
      return part;
    }
    if (!part) {
      part = { out: [] };
      change = ALL;
    }
    if (composed[node.t]) {
      part.out = [];
      drawComposed(node, c, change, part);
      push(out, part.out);
    } else {
      drawPlain(node, c, change, part);
      out.push(part.element);
    }
    return part;
  }

  const MAX_COUNT = 1000;
  function itemsOf(items) {
    const list = [];
    if (typeof items === 'number') {
      for (let i = 0; i < Math.min(items, MAX_COUNT); i++) list.push({ value: i, index: i });
    } else if (Array.isArray(items)) {
      for (let i = 0; i < items.length; i++) list.push({ value: items[i], index: i });
    } else if (items !== null && typeof items === 'object' && native.exploring() && typeof items[Symbol.iterator] === 'function') {
      // What stands for a list has one item.
      for (const value of items) list.push({ value, index: list.length });
    } else if (items !== null && typeof items === 'object') {
      for (const name of Object.keys(items)) list.push({ value: items[name], index: name });
    }
    return list;
  }

  function keyOf(node, value, i) {
    if (node.key === '*this') return textOf(value);
    if (typeof node.key === 'string' && value !== null && typeof value === 'object' && value[node.key] !== undefined) return textOf(value[node.key]);
    return String(i);
  }

  function drawComposed(node, c, change, part) {
    world.work++;
    switch (node.t) {
      case 'template':
        return drawTemplate(node, c, part);
      case 'include':
        return drawInclude(node, c, change, part);
      case 'slot':
        return drawSlot(node, c, change, part);
    }
    part.parts = drawList(node.c, c, change, part.parts, part.out);
    return undefined;
  }

  // drawPlain draws a node that is an element of the tree.
  function drawPlain(node, c, change, part) {
    world.work++;
    const element = elementOf(node, c, part.element, alter);
    if (!part.element) {
      altered = true;
      world.stale(c.parent);
      part.element = element;
      part.out = [element];
      part.c = inside(c, element);
    }
    if (element.component) return drawComponent(element, node, c, change, part);
    if (node.c) {
      element.children.length = 0;
      part.parts = drawList(node.c, part.c, change, part.parts, element.children);
    }
    return undefined;
  }

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

  const camelProp = world.remembered((name) => name.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase()));

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
})
