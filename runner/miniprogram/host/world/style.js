// style: whether a person sees an element, as far as its own style and the program's style sheets say.
(function (native, world) {
  'use strict';
  const { textOf } = world;

  // prepared are the rules of a sheet, each with its selector taken apart and its weight, as style sheets weigh.
  const prepared = (rules) => (rules || []).map((rule) => {
    const chain = world.chainOf(rule.selector);
    let weight = rule.important ? 1e9 : 0;
    for (const c of chain) weight += (c.id ? 1e6 : 0) + c.classes.length * 1e3 + (c.tag ? 1 : 0);
    return { chain, weight, display: rule.display, visibility: rule.visibility };
  });
  const sheets = {};
  const sheetOf = (path) => (sheets[path] = sheets[path] || prepared((world.parts[path] || {}).style));
  const ofApp = prepared(world.style);

  function own(style, property) {
    if (style === null || style === undefined) return undefined;
    if (typeof style === 'object') return style[property];
    let value;
    for (const declaration of textOf(style).split(';')) {
      const colon = declaration.indexOf(':');
      if (declaration.slice(0, colon).trim().toLowerCase() === property) value = declaration.slice(colon + 1).replace(/!.*/, '').trim().toLowerCase();
    }
    return value;
  }

  // declared is the value of a property that the sheets give an element: the weightiest, and of those the last.
  function declared(node, property, own) {
    let best = own ? 1e8 : -1;
    let value = own;
    const look = (rules) => {
      for (const rule of rules) {
        if (rule[property] === undefined || rule.weight < best || !world.matches(node, rule.chain)) continue;
        best = rule.weight;
        value = rule[property];
      }
    };
    look(ofApp);
    look(sheetOf(node.owner.page.path));
    if (node.owner !== node.owner.page) look(sheetOf(node.owner.path));
    return value;
  }

  // decides says whether another class or id may show or hide something: where sheets hide, those that they name may.
  let names;
  world.decides = (was, is) => {
    if (names === undefined) names = namesThatDecide();
    if (names.size === 0) return false;
    return (textOf(was) + ' ' + textOf(is)).split(/\s+/).some((name) => names.has(name));
  };

  function namesThatDecide() {
    const found = new Set();
    const all = [ofApp].concat(Object.keys(world.parts).map(sheetOf));
    if (!all.some(hides)) return found;
    for (const rules of all) {
      for (const rule of rules) for (const c of rule.chain) c.classes.concat(c.id || []).forEach((name) => found.add(name));
    }
    return found;
  }

  const hides = (rules) => rules.some((rule) => rule.display === 'none' || rule.visibility === 'hidden');
  const hiding = {};
  // mayHide says whether a sheet that holds for an element hides anything.
  function mayHide(node) {
    const { owner } = node;
    const key = owner.page.path + ' ' + (owner === owner.page ? '' : owner.path);
    if (!(key in hiding)) hiding[key] = hides(ofApp) || hides(sheetOf(owner.page.path)) || (owner !== owner.page && hides(sheetOf(owner.path)));
    return hiding[key];
  }

  // unseen says whether an element is not to be seen, with all in it. It is looked at again when something has changed
  // how it looks, or how another one does that it stands in.
  world.unseen = (node) => {
    if (node.looked !== world.looks) {
      node.looked = world.looks;
      node.unseen = isUnseen(node);
    }
    return node.unseen;
  };

  function isUnseen(node) {
    const { style } = node.attributes;
    if (!mayHide(node)) return own(style, 'display') === 'none' || own(style, 'visibility') === 'hidden';
    return declared(node, 'display', own(style, 'display')) === 'none' || declared(node, 'visibility', own(style, 'visibility')) === 'hidden';
  }
})
