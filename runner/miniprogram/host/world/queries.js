// queries: what a program asks about the elements of a page: where they are, and whether they are to be seen. Nothing is
// laid out here, so every element has the same box, and is in view.
(function (native, world) {
  'use strict';
  const { my } = world;
  const box = { left: 0, top: 0, right: 100, bottom: 40, width: 100, height: 40, scrollLeft: 0, scrollTop: 0 };

  const found = (owner, selector) => {
    const holder = owner || world.current();
    return holder ? world.select(holder.tree || [], selector, true) : [];
  };
  const described = (element) => Object.assign({ id: world.textOf(element.attributes.id), dataset: Object.assign({}, element.dataset) }, box);

  // selectorQuery makes a query of the elements of a component, or of the page.
  world.selectorQuery = (owner) => {
    const asked = [];
    let within = owner, current = { viewport: true };
    const query = {};
    const nodeRef = {};
    const ask = (callback) => {
      asked.push({ current, callback: typeof callback === 'function' ? callback : undefined });
      return query;
    };
    const select = (all) => (selector) => {
      current = { selector: String(selector), all };
      return nodeRef;
    };
    const result = ({ selector, all, viewport }) => {
      if (viewport) return Object.assign({}, box);
      const elements = found(within, selector);
      if (all) return elements.map(described);
      return elements.length > 0 ? described(elements[0]) : null;
    };
    for (const name of ['boundingClientRect', 'scrollOffset', 'node', 'context']) query[name] = nodeRef[name] = ask;
    query.fields = nodeRef.fields = (fields, callback) => ask(callback);
    query.select = nodeRef.select = select(false);
    query.selectAll = nodeRef.selectAll = select(true);
    query.selectViewport = nodeRef.selectViewport = () => {
      current = { viewport: true };
      return nodeRef;
    };
    query.in = (component) => {
      const page = world.current();
      within = page && component ? [page].concat(Array.from(page.components)).find((one) => one.instance === component) || within : within;
      return query;
    };
    query.exec = nodeRef.exec = (callback) => {
      world.after(10, () => {
        const results = native.silently(() => asked.map((one) => result(one.current)));
        asked.forEach((one, i) => world.run(one.callback, undefined, results[i]));
        world.run(callback, undefined, results);
      });
      return query;
    };
    return query;
  };
  my.createSelectorQuery = () => world.selectorQuery();

  // intersectionObserver tells once of what is observed that it is in view.
  world.intersectionObserver = (owner) => {
    let connected = true;
    const observer = {
      relativeTo: () => observer,
      relativeToViewport: () => observer,
      disconnect: () => { connected = false; },
      observe(selector, callback) {
        world.after(20, () => {
          for (const element of native.silently(() => found(owner, selector))) {
            if (!connected) return;
            world.run(callback, undefined, Object.assign(described(element), {
              intersectionRatio: 1, intersectionRect: Object.assign({}, box), boundingClientRect: Object.assign({}, box), relativeRect: Object.assign({}, box), time: Date.now(),
            }));
          }
        });
      },
    };
    return observer;
  };
  my.createIntersectionObserver = () => world.intersectionObserver();
})
