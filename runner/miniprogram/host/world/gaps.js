// gaps: where the engine differs from what frameworks were built for.
(function (native, world) {
  'use strict';
  const defineProperty = Object.defineProperty, reflectDefine = Reflect.defineProperty, describe = Object.getOwnPropertyDescriptor;

  // The engine throws, with an empty message, when a proxy's trap has defined an accessor that is not configurable,
  // although that is allowed and done by then. The output of uni-app does so when it starts.
  const isDone = (error, object, name, descriptor) => {
    if (!(error instanceof TypeError) || error.message !== '' || !('get' in descriptor || 'set' in descriptor)) return false;
    const own = describe(object, name);
    return own !== undefined && own.get === descriptor.get && own.set === descriptor.set;
  };
  const replace = (holder, name, f) => defineProperty(holder, name, { value: f, writable: true, configurable: true, enumerable: false });
  replace(Object, 'defineProperty', function (object, name, descriptor) {
    try {
      return defineProperty(object, name, descriptor);
    } catch (e) {
      if (isDone(e, object, name, descriptor)) return object;
      throw e;
    }
  });
  replace(Reflect, 'defineProperty', function (object, name, descriptor) {
    try {
      return reflectDefine(object, name, descriptor);
    } catch (e) {
      if (isDone(e, object, name, descriptor)) return true;
      throw e;
    }
  });
})
