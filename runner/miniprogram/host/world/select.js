// select: looks at what was rendered: what a person reads, and which elements a selector names.
(function (native, world) {
  'use strict';
  const { isTrue, textOf } = world;

  // walk visits elements and texts in the order in which a person sees them.
  world.walk = function walk(nodes, visit) {
    for (let i = 0; i < nodes.length; i++) {
      if (visit(nodes[i]) !== false && nodes[i].children) walk(nodes[i].children, visit);
    }
  };

  const hidden = (node) => node.attributes && (isTrue(node.attributes.hidden) || (!node.component && world.unseen(node)));
  world.isDisabled = (node) => node.attributes !== undefined && 'disabled' in node.attributes && isTrue(node.attributes.disabled);

  // What a person reads of an element besides the text in it: what stands in fields and on images, and what an icon
  // looks like.
  const words = ['value', 'src', 'nodes'], iconWords = words.concat('type');

  // valueOf is what an attribute holds, or what a person has put in its place.
  const valueOf = (node, name) => (name === 'value' && node.typed !== undefined ? node.typed : node.attributes[name]);
  world.valueIn = (node) => valueOf(node, 'value');

  // visibleText returns what a person reads. What is read of an element is kept until something in it changes, or
  // something that decides what is to be seen.
  world.visibleText = (tree) => linesIn(tree, []);

  function linesIn(nodes, lines) {
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i];
      if (node.text === undefined) {
        const found = linesOf(node);
        for (let j = 0; j < found.length; j++) lines.push(found[j]);
        continue;
      }
      const line = node.text.trim();
      if (line) lines.push(line);
    }
    return lines;
  }

  function linesOf(node) {
    if (node.lines !== undefined && node.linesAt === world.looks) return node.lines;
    const lines = [];
    if (!hidden(node)) {
      if (!node.component) {
        for (const name of node.tag === 'icon' ? iconWords : words) {
          if (!(name in node.attributes)) continue;
          const line = textOf(valueOf(node, name)).trim();
          if (line) lines.push(line);
        }
      }
      linesIn(node.children, lines);
    }
    node.lines = lines;
    node.linesAt = world.looks;
    return lines;
  }

  // stale forgets what is read of an element, and of those that it stands in.
  world.stale = (element) => {
    for (let at = element; at; at = at.parent) at.lines = undefined;
  };

  // select finds the elements that a selector such as "#agree", ".button" or "form button" names.
  // Where even is set, those that are hidden as well.
  world.select = (tree, selector, even) => {
    const chain = chainOf(selector);
    const found = [];
    world.walk(tree, (node) => {
      if (node.text !== undefined) return true;
      if (!even && hidden(node)) return false;
      if (matchesChain(node, chain)) found.push(node);
      return true;
    });
    return found;
  };

  const chainOf = (selector) => String(selector).trim().split(/\s+/).map(parseCompound);

  function parseCompound(text) {
    const compound = { tag: '', id: '', classes: [] };
    text.replace(/([#.]?)([^#.]+)/g, (_, sign, name) => {
      if (sign === '#') compound.id = name;
      else if (sign === '.') compound.classes.push(name);
      else if (name !== '*') compound.tag = name;
    });
    return compound;
  }

  function matchesChain(node, chain) {
    if (!matches(node, chain[chain.length - 1])) return false;
    let at = node.parent;
    for (let i = chain.length - 2; i >= 0; i--) {
      while (at && !matches(at, chain[i])) at = at.parent;
      if (!at) return false;
      at = at.parent;
    }
    return true;
  }

  const classesOf = world.remembered((text) => text.split(/\s+/));

  function matches(node, compound) {
    const classes = classesOf(textOf(node.attributes.class));
    return (!compound.tag || node.tag === compound.tag) && (!compound.id || textOf(node.attributes.id) === compound.id) &&
      compound.classes.every((name) => classes.indexOf(name) >= 0);
  }

  world.chainOf = chainOf;
  world.matches = matchesChain;
})
