// flow: what the host asks the world to do: launch, start, leave.
(function (native, world) {
  'use strict';
  const { scenario, config } = world;
  world.start = 0;
  world.outlast('starts', () => world.start, (count) => { world.start = count; });
  let answered = 0;

  // yes answers a confirm: so many after each start are answered yes.
  world.yes = () => answered++ < scenario.flow.yes;

  world.loading = '';

  // whenLeft has the person leave the page some time after the call, and runs f some time after that.
  world.whenLeft = (leaveMs, lateMs, f) => {
    const page = world.current();
    world.after(leaveMs, () => {
      if (page && !page.gone && page === world.current()) world.leave();
      world.after(lateMs, f);
    });
  };

  function openPage() {
    world.open(config.open, native.exploring() ? world.anyQuery() : Object.assign({}, config.query));
  }

  // back goes back to the page where the flow starts, and says whether it is open.
  function back() {
    const below = world.stack().find((page) => page.path === config.open);
    if (!below) return false;
    world.close(world.depth() - world.stack().indexOf(below) - 1);
    world.show(below);
    return true;
  }

  const atStart = () => {
    const current = world.current();
    return current && !current.blank && current.path === config.open;
  };

  // reopen brings the person back to the page where the flow starts.
  function reopen() {
    if (atStart()) return false;
    if (!back()) {
      world.close(world.depth());
      openPage();
    }
    return true;
  }

  // tapped is what other has tapped.
  const tapped = new Set();

  // visited is what visit has tapped.
  const visited = new Set();

  // begun notes what can be tapped before the flow is started for the first time since the launch. To known comes what is pressed.
  const known = new Set(), there = new Set();
  let started = false;
  function begun() {
    started = true;
    world.begun();
    if (!world.current()) return;
    world.draw(world.current());
    for (const element of world.tappables()) {
      known.add(element);
      there.add(element);
    }
  }

  // starts says whether an element starts the flow as the steps do.
  const starts = (element) => config.start.some((step) => step.fire !== undefined && step.fire === world.handlerName(element));

  world.commands = {
    // stage says what the scenario is; the world was built before that was known.
    stage: (given) => {
      Object.assign(scenario, given);
      world.stageWallet();
    },
    load: () => world.loadApp(),
    models: (name) => world.models(name),
    methods: (path) => world.methodsOf(path),
    launch: () => world.launch(config.open, native.exploring() ? world.anyQuery() : Object.assign({}, config.query)),
    open: openPage,
    // begin begins another start, and says whether the page had to be opened for it.
    begin: () => {
      const later = started;
      if (!later) begun();
      world.start++;
      answered = 0;
      return later && reopen();
    },
    // anew opens the page as if nothing had been opened before.
    anew: () => {
      world.close(world.depth());
      openPage();
    },
    // look draws and records what a person sees in the end.
    look: () => {
      if (world.current()) world.draw(world.current());
      native.flush();
    },
    targets: () => world.targets(),
    step: (step) => {
      if (step.tap) return world.tap(step, world.start);
      if (step.input || step.change) return world.enter(step, world.start);
      return world.fire(step, world.start, world.start > 1);
    },
    // press taps one thing that was not there when the flow was first started, such as a button to try again, and says
    // whether there was one.
    press: () => {
      if (!world.current()) return false;
      world.draw(world.current());
      const isStart = (element) => atStart() && starts(element);
      const next = world.tappables().find((element) => !known.has(element) && !isStart(element) && !world.isBlocked(element));
      if (!next) return false;
      known.add(next);
      world.press(next);
      return true;
    },
    // pull is a person who pulls the page down to have it loaded anew, and says whether the page knows of that.
    pull: () => {
      const page = world.current();
      const own = page && !page.blank && page.instance.onPullDownRefresh;
      if (typeof own !== 'function') return false;
      native.emit('start', { step: 1, start: world.start, pressed: true, selector: 'page', handler: 'onPullDownRefresh' }, null);
      world.run(own, page.instance, { from: 'manual' });
      return true;
    },
    // other taps one thing on the page that was not tapped so, and says whether there was one. Who has come to another page
    // goes back first, where there is a way back.
    other: () => {
      if (!world.current()) return false;
      if (!atStart()) back();
      world.draw(world.current());
      const next = world.touchables().find((element) => !tapped.has(element) && !world.isBlocked(element));
      if (!next) return false;
      tapped.add(next);
      world.press(next);
      return true;
    },
    // visit taps one thing on the page where the flow starts that was there before, and does not start the flow, to see where it
    // leads, and says whether there was one. Who is on another page goes back first, where there is a way back.
    visit: () => {
      if (!world.current() || !(atStart() || back())) return false;
      world.draw(world.current());
      const leads = (element) => there.has(element) && !visited.has(element) && !starts(element) && !world.begins(element);
      const next = world.tappables().find((element) => leads(element) && !world.isBlocked(element));
      if (!next) return false;
      visited.add(next);
      world.press(next);
      return true;
    },
    // elsewhere says whether another page is shown than the one where the flow starts, and home goes back to that.
    elsewhere: () => Boolean(world.current()) && !atStart(),
    home: () => {
      if (!atStart()) back();
    },
    // rested says whether nothing is under way that the flow began: only what ticked before it goes on ticking.
    rested: () => world.rested(),
    // share is a person who shares the page by the menu: what the program says then goes to whoever the person chooses.
    share: () => {
      const page = world.current();
      if (!page || page.blank) return;
      const own = page.instance.onShareAppMessage;
      const asked = { from: 'menu' };
      const message = typeof own === 'function' ? world.run(own, page.instance, asked) : world.appHook('onShareAppMessage', asked);
      if (message !== undefined) native.emit('share', { how: 'onShareAppMessage', content: world.clone(message) }, null);
    },
    // away and back are a person who looks at another app meanwhile.
    away: () => world.background(),
    back: () => world.foreground(),
    // left is what there is of the program when it has been closed; resume gives that to one that is launched once more, and returns
    // what it keeps, by key.
    left: () => world.left(),
    resume: (left) => {
      world.resume(left);
      return Object.assign({}, left.files, left.storage);
    },
    // hurry has what comes in a long time come now.
    hurry: () => world.hurry(),
    where: () => (world.current() ? world.current().path : 'no page'),
    handlers: () => world.handlersOf().join(', '),
    uncaught: (kind, error, message) => {
      if (kind === 'rejection') {
        world.appHook('onUnhandledRejection', { reason: error, promise: undefined });
        world.tell('UnhandledRejection', { reason: error, promise: undefined });
      } else {
        world.appHook('onError', message, message);
        world.tell('Error', message);
      }
    },
  };
})
