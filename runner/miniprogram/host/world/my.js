// my: the object that programs see. What the framework has and this world does not is recorded when it is called, and
// answers that it is not supported; what nobody has heard of is undefined, as programs look for it before they call it.
(function (native, world) {
  'use strict';
  const { my } = world;
  const standIns = {};
  const known = new Set(world.knownAPIs);

  // has says what canIUse says: of an API, of a tag, of a part of the framework.
  const parts = ['component', 'component2', 'plugin', 'page', 'app', 'mixin'];
  world.has = (name) => name in my || known.has(name) || world.tags.has(name) || parts.indexOf(name) >= 0;

  // models says whether an API is one that this world models. Names in capitals, and those that begin with an
  // underscore or are in no list, are the program's own.
  world.models = (name) => name in my || !known.has(name);

  function standIn(name) {
    if (name in standIns) return standIns[name];
    const fail = world.asynchronous(10, () => {
      throw world.fail(1, 'not supported');
    });
    standIns[name] = (options) => {
      native.emit('use', { api: 'my.' + name, heard: hears(name, options) });
      if (/^(on|off)[A-Z]/.test(name)) return undefined;
      if (/^create[A-Z]|^get\w*(Manager|Context)$/.test(name)) return world.stub();
      if (/Sync$/.test(name)) return {};
      return fail(options);
    };
    return standIns[name];
  }

  // hears says whether the program may go on by what an API answers, which is not what a wallet would have said.
  const told = new RegExp('^(hide|off|preload|remove|report|set|stop|close|preview|vibrate|' +
    'create(Canvas|Map|Video|Camera|Audio|InnerAudio|LivePlayer)\\w*Context$)');
  function hears(name, options) {
    const o = options !== null && typeof options === 'object' ? options : {};
    return ['success', 'fail', 'complete'].some((callback) => typeof o[callback] === 'function') || !told.test(name);
  }

  const uses = {};
  world.usedOnce = (api) => {
    if (!uses[api]) native.emit('use', { api }, null);
    uses[api] = true;
  };

  // families are what some containers have besides, each with many members; that they are there is not said by "in".
  const families = ['tg', 'tb', 'iot'];

  world.globals.my = new Proxy(my, {
    get(target, name) {
      if (typeof name === 'symbol' || name in target) return target[name];
      if (name === world.profile.entry.name) {
        native.emit('available', { how: 'typeof', name });
        return undefined;
      }
      if (families.indexOf(name) >= 0) {
        world.usedOnce('my.' + name);
        return world.stub();
      }
      return known.has(name) ? standIn(name) : undefined;
    },
    has(target, name) {
      if (name === world.profile.entry.name) native.emit('available', { how: 'typeof', name });
      return name in target || known.has(name);
    },
  });
})
