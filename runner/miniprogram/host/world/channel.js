// channel: what two pages tell each other, of which one has opened the other.
(function (native, world) {
  'use strict';

  // eventChannel makes a channel; handlers are those of the page that opens the other. What is told before anybody
  // listens is lost, as in the framework.
  world.eventChannel = (handlers) => {
    const listeners = {};
    const channel = {
      on(name, f) { (listeners[name] = listeners[name] || []).push({ f, once: false }); },
      once(name, f) { (listeners[name] = listeners[name] || []).push({ f, once: true }); },
      off(name, f) { listeners[name] = (listeners[name] || []).filter((l) => f !== undefined && l.f !== f); },
      emit(name, ...values) {
        for (const l of (listeners[name] || []).slice()) {
          if (l.once) listeners[name] = listeners[name].filter((other) => other !== l);
          world.run(l.f, undefined, ...values);
        }
      },
    };
    if (handlers !== null && typeof handlers === 'object') for (const name of Object.keys(handlers)) channel.on(name, handlers[name]);
    return channel;
  };
})
