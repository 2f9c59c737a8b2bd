// relations: components that know of one another because one stands inside of the other.
(function (native, world) {
  'use strict';

  // named resolves the path of a component that a relation names, relative to the component that names it.
  function named(owner, path) {
    const steps = path.charAt(0) === '/' ? [] : owner.path.split('/').slice(0, -1);
    for (const step of path.split('/')) {
      if (step === '..') steps.pop();
      else if (step && step !== '.') steps.push(step);
    }
    return steps.join('/');
  }

  // isOther says whether a component is one that a relation is about: it has the relation's path, or its mixin.
  function isOther(owner, other, path, relation) {
    return (relation.target ? other.options.all.indexOf(relation.target) >= 0 : other.path === named(owner, path));
  }

  function around(component) {
    const found = [];
    for (let at = component.node.parent; at; at = at.parent) if (at.instance) found.push(at.instance);
    return found;
  }

  const upward = /^(parent|ancestor)$/;

  function partners(owner, path) {
    const relation = owner.options.relations[path];
    if (!relation) return [];
    const nearest = /^(parent|child)$/.test(relation.type);
    const matching = (component, others) => {
      const found = others.filter((other) => isOther(owner, other, path, relation));
      return nearest ? found.slice(0, 1) : found;
    };
    if (upward.test(relation.type)) return matching(owner, around(owner)).slice(0, 1);
    return Array.from(owner.page.components).filter((other) => {
      if (other.gone || !isOther(owner, other, path, relation)) return false;
      const above = around(other).filter((one) => one.path === owner.path);
      return nearest ? above[0] === owner : above.indexOf(owner) >= 0;
    });
  }

  world.relationNodes = (owner, path) => (owner.options.relations[path] ? partners(owner, path).map((other) => other.instance) : []);

  // related tells a component that was mounted or goes away, and those that it is related to.
  world.related = (component, what) => {
    for (const path of Object.keys(component.options.relations)) {
      const relation = component.options.relations[path];
      if (!upward.test(relation.type)) continue;
      for (const other of partners(component, path)) {
        for (const back of Object.keys(other.options.relations)) {
          const theirs = other.options.relations[back];
          if (!upward.test(theirs.type) && isOther(other, component, back, theirs)) world.run(theirs[what], other.instance, component.instance);
        }
        world.run(relation[what], component.instance, other.instance);
      }
    }
  };
})
