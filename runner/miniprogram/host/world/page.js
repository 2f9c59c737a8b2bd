// page: App, getApp, Page, getCurrentPages, and the life of pages.
(function (native, world) {
  'use strict';
  const LIFECYCLE = ['onLoad', 'onShow', 'onReady', 'onHide', 'onUnload'];
  // How long a page takes to be drawn for the first time, after which it is ready.
  const READY_MS = 20;
  const definitions = {}; // by path
  const stack = [];
  let app;
  world.current = () => stack[stack.length - 1];

  world.globals.App = (options) => {
    app = options !== null && typeof options === 'object' ? options : {};
  };
  world.globals.getApp = () => app;
  world.globals.Page = (options) => {
    definitions[world.loading] = options;
  };
  world.globals.getCurrentPages = () => stack.map((page) => page.instance);

  world.appHook = (name, ...args) => app && world.run(app[name], app, ...args);

  // load runs the module of a page or a component.
  world.load = (path) => {
    const before = world.loading;
    world.loading = path;
    try {
      world.run(world.program.parts[path]);
    } finally {
      world.loading = before;
    }
  };

  world.loadApp = () => world.run(world.program.app);

  world.launch = (path, query) => {
    world.launchOptions = { path, query, scene: '1000', referrerInfo: {} };
    world.loadApp();
    world.appHook('onLaunch', Object.assign({}, world.launchOptions));
    world.appHook('onShow', Object.assign({}, world.launchOptions));
  };

  // register runs the module of a page that is opened for the first time, and says whether it called Page.
  world.register = (path) => {
    if (!(path in definitions)) {
      definitions[path] = undefined;
      world.load(path);
    }
    return definitions[path];
  };

  // methodsOf lists the methods of a page or a component; undefined where its module defines none.
  world.methodsOf = (path) => {
    const options = world.pages.indexOf(path) >= 0 ? world.register(path) : world.defined(path);
    if (!options) return undefined;
    const { members, methods } = options.members ? options : world.merged(options, LIFECYCLE);
    const all = Object.assign({}, members, methods);
    return Object.keys(all).filter((name) => typeof all[name] === 'function' && LIFECYCLE.indexOf(name) < 0);
  };

  const seen = (page, what) => native.emit('page', { what, path: page.path }, null);

  // open makes a page and puts it on top of the stack.
  world.open = (path, query) => {
    const part = world.parts[path];
    const options = world.merged(world.register(path) || {}, LIFECYCLE);
    const page = {
      id: '', path, options, file: part.template, uses: part.uses, components: {}, callbacks: [], props: {}, query,
    };
    page.page = page;
    const instance = page.instance = Object.assign({}, options.members, options.methods);
    Object.assign(instance, { data: options.data, route: path, $viewId: stack.length + 1 });
    world.dataMethods(page);
    stack.push(page);
    seen(page, 'load');
    if (part.title) native.emit('show', { how: 'title', content: part.title }, null);
    if (Object.keys(instance.data).length > 0) native.emit('show', { how: 'data', content: instance.data, path }, null);
    world.hook(page, 'onLoad', query);
    show(page);
    world.after(READY_MS, () => {
      if (page.gone) return;
      world.draw(page);
      world.hook(page, 'onReady');
      seen(page, 'ready');
    });
    return page;
  };

  function show(page) {
    if (!page || page.gone || page !== world.current()) return;
    seen(page, 'show');
    world.hook(page, 'onShow');
  }
  world.show = show;

  world.hide = (page) => {
    if (!page || page.gone) return;
    seen(page, 'hide');
    world.hook(page, 'onHide');
  };

  function unload(page) {
    seen(page, 'unload');
    world.hook(page, 'onUnload');
    world.unmountAll(page);
    page.gone = true;
  }

  // close takes the top count pages away.
  world.close = (count) => {
    for (const page of stack.splice(Math.max(stack.length - count, 0)).reverse()) unload(page);
  };
  world.depth = () => stack.length;
  world.stack = () => stack.slice();

  // leave is a person who goes back: the page is gone, and what was below it is there. Below the first page is a blank
  // one, which stands for wherever the person came from.
  world.leave = () => {
    world.close(1);
    if (stack.length > 0) return show(world.current());
    const blank = { id: '', path: '', options: world.merged({}, LIFECYCLE), uses: {}, components: {}, callbacks: [], props: {}, blank: true };
    blank.page = blank;
    blank.instance = { data: {}, route: world.launchOptions.path };
    world.dataMethods(blank);
    stack.push(blank);
  };
})
