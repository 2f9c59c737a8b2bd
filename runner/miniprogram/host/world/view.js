// view: renders templates, as far as one must to know which handlers an element has, what they get, which components
// there are, and what a person reads.
(function (native, world) {
  'use strict';

  // An expression is a function of the scope; one that cannot be evaluated is undefined, as in the framework.
  function evaluate(value, scope) {
    if (typeof value === 'function') {
      try {
        return value.call(scope);
      } catch (e) {
        return undefined;
      }
    }
    if (!Array.isArray(value)) return value;
    return value.map((part) => textOf(evaluate(part, scope))).join('');
  }

  function textOf(value) {
    if (value === undefined || value === null) return '';
    if (typeof value === 'object') return Array.isArray(value) ? value.map(textOf).join(',') : '[object Object]';
    return String(value);
  }

  const isTrue = (value) => value !== undefined && value !== null && value !== false && value !== 'false' && value !== '' && value !== 0;

  // A context is where a node stands: the file of the template, the page or component that owns it, the scope, the
  // element around it, and a key that tells it from its siblings from one drawing to the next.
  const moved = (c, key) => ({ file: c.file, owner: c.owner, scope: c.scope, parent: c.parent, key });
  const within = (c, scope, key) => ({ file: c.file, owner: c.owner, scope, parent: c.parent, key });
  const inside = (c, parent) => ({ file: c.file, owner: c.owner, scope: c.scope, parent, key: c.key });
  const inFile = (c, file) => ({ file, owner: c.owner, scope: c.scope, parent: c.parent, key: c.key });

  // modulesOf are what a template imports of .sjs modules: whole ones, and with the name "{a, b: c}" members of one.
  function modulesOf(file) {
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

  // renderOwner renders a page or a component.
  world.render = (owner) => {
    const template = world.templates[owner.file];
    if (!template) return [];
    owner.modules = owner.modules || modulesOf(owner.file);
    const scope = Object.assign(Object.create(null), owner.modules, owner.props, owner.instance.data);
    scope.$slots = owner.slots || {};
    const out = [];
    renderList(template.body, { file: owner.file, owner, scope, key: '', parent: owner.node }, out);
    return out;
  };

  function renderList(nodes, context, out) {
    if (!nodes) return;
    let taken = false;
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i];
      if (node.for !== undefined) {
        repeat(node, moved(context, context.key + '/' + i), out);
        continue;
      }
      if (node.if !== undefined) {
        taken = isTrue(evaluate(node.if, context.scope));
        if (!taken) continue;
      } else if (node.elif !== undefined) {
        if (taken) continue;
        taken = isTrue(evaluate(node.elif, context.scope));
        if (!taken) continue;
      } else if (node.else !== undefined) {
        if (taken) continue;
        taken = true;
      }
      renderNode(node, moved(context, context.key + '/' + i), out);
    }
  }

  function repeat(node, context, out) {
    const items = evaluate(node.for, context.scope);
    const item = node.item === undefined ? 'item' : evaluate(node.item, context.scope);
    const index = node.index === undefined ? 'index' : evaluate(node.index, context.scope);
    const each = (value, i) => {
      const scope = Object.create(context.scope);
      scope[item] = value;
      scope[index] = i;
      if (node.if !== undefined && !isTrue(evaluate(node.if, scope))) return;
      renderNode(node, within(context, scope, context.key + ':' + keyOf(node, value, i)), out);
    };
    if (typeof items === 'number') {
      for (let i = 0; i < Math.min(items, 1000); i++) each(i, i);
    } else if (Array.isArray(items)) {
      items.forEach(each);
    } else if (items !== null && typeof items === 'object') {
      Object.keys(items).forEach((name) => each(items[name], name));
    }
  }

  function keyOf(node, value, i) {
    if (node.key === '*this') return textOf(value);
    if (typeof node.key === 'string' && value !== null && typeof value === 'object' && value[node.key] !== undefined) return textOf(value[node.key]);
    return String(i);
  }

  // nodes counts what was drawn.
  world.nodes = 0;

  function renderNode(node, context, out) {
    world.nodes++;
    if (typeof node !== 'object' || Array.isArray(node)) {
      out.push({ text: textOf(evaluate(node, context.scope)), parent: context.parent });
      return;
    }
    switch (node.t) {
      case 'block':
        return renderList(node.c, context, out);
      case 'template':
        return renderTemplate(node, context, out);
      case 'include':
        return renderInclude(node, context, out);
      case 'slot':
        return renderSlot(node, context, out);
    }
    const element = elementOf(node, context);
    out.push(element);
    if (element.component) {
      renderComponent(element, node, context);
    } else {
      renderList(node.c, inside(context, element), element.children);
    }
  }

  function attributesOf(node, scope) {
    const attributes = {};
    const written = node.a || [];
    for (let i = 0; i < written.length; i++) attributes[written[i][0]] = evaluate(written[i][1], scope);
    return attributes;
  }

  function elementOf(node, context) {
    const element = {
      tag: node.t, attributes: attributesOf(node, context.scope), dataset: {}, handlers: {}, children: [],
      owner: context.owner, parent: context.parent, component: context.owner.uses[node.t],
    };
    for (const name of Object.keys(element.attributes)) {
      const value = element.attributes[name];
      const event = eventOf(name);
      if (name.indexOf('data-') === 0) {
        element.dataset[camel(name.slice(5))] = value;
      } else if (event && (typeof value === 'string' && value !== '' || typeof value === 'function')) {
        element.handlers[event.type] = { handler: value, caught: event.caught };
      }
    }
    return element;
  }

  function eventOf(attribute) {
    const found = /^(?:capture-)?(on|catch)([A-Z]\w*)$/.exec(attribute);
    return found && { type: found[2].toLowerCase(), caught: found[1] === 'catch' };
  }

  const camel = (name) => name.toLowerCase().replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());

  function renderTemplate(node, context, out) {
    const attributes = attributesOf(node, context.scope);
    const found = findTemplate(context.file, attributes.is, new Set());
    if (!found) return;
    const data = attributes.data !== null && typeof attributes.data === 'object' ? attributes.data : {};
    const scope = Object.assign(Object.create(null), modulesOf(found.file), data);
    renderList(found.body, inFile(within(context, scope, context.key), found.file), out);
  }

  function findTemplate(file, name, seen) {
    const template = world.templates[file];
    if (!template || seen.has(file)) return undefined;
    seen.add(file);
    if (template.named[name]) return { file, body: template.named[name] };
    for (const src of template.imports || []) {
      const found = findTemplate(native.importedTemplate(file, src), name, seen);
      if (found) return found;
    }
    return undefined;
  }

  function renderInclude(node, context, out) {
    const file = native.importedTemplate(context.file, node.src);
    const template = world.templates[file];
    if (template) renderList(template.body, inFile(context, file), out);
  }

  // renderSlot renders what the owner's owner put between the component's tags, or what the slot holds by default.
  function renderSlot(node, context, out) {
    const attributes = attributesOf(node, context.scope);
    const content = (context.owner.slots || {})[attributes.name || '$default'];
    if (!content) return renderList(node.c, context, out);
    const scope = Object.create(content.context.scope);
    if (content.scopeName) scope[content.scopeName] = attributes;
    return renderList(content.nodes, inside(within(content.context, scope, content.context.key), context.parent), out);
  }

  function slotsOf(node, context) {
    const slots = {};
    for (const child of node.c || []) {
      const slot = typeof child === 'object' && !Array.isArray(child) ? attributesOf(child, context.scope) : {};
      const name = slot.slot || '$default';
      slots[name] = slots[name] || { nodes: [], context, scopeName: slot['slot-scope'] };
      slots[name].nodes.push(child);
    }
    return slots;
  }

  function renderComponent(element, node, context) {
    const props = {};
    for (const name of Object.keys(element.attributes)) {
      const value = element.attributes[name];
      if (name === 'slot' || name === 'ref') continue;
      props[name.indexOf('data-') === 0 ? name : camelProp(name)] = eventOf(name) && typeof value === 'string' ? world.bound(context.owner, value) : value;
    }
    const component = world.component(context.owner, context.key, element, props, slotsOf(node, context));
    element.instance = component;
    element.children = component.tree = world.render(component);
  }

  const camelProp = (name) => name.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());

  world.isTrue = isTrue;
  world.textOf = textOf;
})
