// stubs: APIs that signspec.yaml answers for, in place of what this world does, and what storage holds from the start.
(function (native, world) {
  'use strict';
  const { my } = world;
  // How long an API takes that is answered for.
  const ANSWER_MS = 300;

  for (const key of Object.keys(world.config.storage || {})) world.keep(key, world.config.storage[key]);

  // holderOf is the object that an API is a member of, such as my.ap for my.ap.openURL.
  function holderOf(steps) {
    let holder = my;
    for (const step of steps) holder = holder[step] = holder[step] || {};
    return holder;
  }

  for (const api of Object.keys(world.config.stubs || {})) {
    const stub = world.config.stubs[api];
    const steps = api.split('.').slice(1);
    const name = steps.pop();
    const answer = world.asynchronous(ANSWER_MS, () => {
      if ('fail' in stub) throw world.fail(undefined, undefined, world.clone(stub.fail));
      return world.clone(stub.success);
    });
    const f = 'returns' in stub ? () => world.clone(stub.returns) : answer;
    Object.defineProperty(holderOf(steps), name, { value: f, writable: true, configurable: true, enumerable: true });
  }
})
