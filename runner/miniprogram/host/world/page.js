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

  // Some write new App({}) and the like, so these are functions that can be constructed.
  world.globals.App = function App(options) {
    app = options !== null && typeof options === 'object' ? options : {};
  };
  world.globals.getApp = () => app;
  world.globals.Page = function Page(options) {
    definitions[world.loading] = options;
  };
  world.globals.getCurrentPages = () => stack.map((page) => page.instance);

  world.appHook = (name, ...args) => app && world.run(app[name], app, ...args);

  // load runs the module of a page or a component.
  world.load = (path) => {
    if (!world.program.parts[path]) return;
    const before = world.loading;
    world.loading = path;
    try {
      world.run(world.program.parts[path]);
    } finally {
      world.loading = before;
    }
  };

  world.loadApp = () => {
    // What cannot be run says so when the program comes to it.
    if (world.program.refused) {
      world.program.refused.refuse = (index) => { throw new Error(native.refuse(index)); };
    }
    world.run(world.program.app);
  };

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

  // pageOf completes a page: its components, those that have changed since it was drawn, and those to be told of that.
  function pageOf(page) {
    Object.assign(page, { depth: 0, components: new Set(), touched: new Set(), settling: [], callbacks: [], props: {} });
    page.page = page;
    return page;
  }

  // open makes a page and puts it on top of the stack.
  world.open = (path, query, channel) => {
    const part = world.parts[path];
    const options = world.merged(world.register(path) || {}, LIFECYCLE);
    (part.refused || []).forEach(world.refuse);
    const page = pageOf({ path, options, file: part.template, uses: part.uses, plugins: part.plugins, query });
    const instance = page.instance = Object.assign({}, options.members, options.methods);
    Object.assign(instance, { data: options.data, route: path, $viewId: stack.length + 1 });
    world.dataMethods(page);
    world.define(instance, 'getOpenerEventChannel', () => (page.channel = page.channel || channel || world.eventChannel()));
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
    page.shown = true;
    world.hook(page, 'onShow');
    world.pageHooks(page, 'show');
  }
  world.show = show;

  world.hide = (page) => {
    if (!page || page.gone) return;
    seen(page, 'hide');
    page.shown = false;
    world.hook(page, 'onHide');
    world.pageHooks(page, 'hide');
  };

  // background is a person who looks at another app, and foreground the way back: the page and the app are hidden, and shown.
  world.background = () => {
    world.hide(world.current());
    world.appHook('onHide');
    world.tell('AppHide');
  };
  world.foreground = () => {
    world.appHook('onShow', Object.assign({}, world.launchOptions));
    world.tell('AppShow', Object.assign({}, world.launchOptions));
    show(world.current());
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
    const blank = pageOf({ path: '', options: world.merged({}, LIFECYCLE), uses: {}, blank: true });
    blank.instance = { data: {}, route: world.launchOptions.path };
    world.dataMethods(blank);
    stack.push(blank);
  };
})
