// storage: what the program keeps, for as long as the scenario lasts, and the clipboard, which is the phone's.
(function (native, world) {
  'use strict';
  const { my } = world;
  const kept = new Map();
  world.keep = (key, value) => { kept.set(key, world.clone(value)); };
  world.outlast('storage', () => Object.fromEntries(kept), (stored) => {
    kept.clear();
    for (const key of Object.keys(stored)) kept.set(key, stored[key]);
  });
  const keyOf = (options) => (options !== null && typeof options === 'object' ? options.key : options);

  // recorded makes both forms of an API that stores: what is stored is recorded when it is asked for.
  function recorded(name, work, note) {
    const later = world.asynchronous(10, work);
    my[name] = (options) => {
      note(options);
      return later(options);
    };
    my[name + 'Sync'] = (options, second) => {
      const o = options !== null && typeof options === 'object' ? options : { key: options, data: second };
      note(o);
      return work(o) || { success: true };
    };
  }

  recorded('setStorage', (o) => {
    kept.set(String(o.key), world.clone(o.data));
  }, (o) => native.emit('store', { key: String(keyOf(o)), value: o !== null && typeof o === 'object' ? o.data : undefined }));
  recorded('removeStorage', (o) => {
    kept.delete(String(keyOf(o)));
  }, () => {});

  const get = (options) => {
    const key = String(keyOf(options));
    return { data: kept.has(key) ? world.clone(kept.get(key)) : null };
  };
  my.getStorage = world.asynchronous(10, get);
  my.getStorageSync = (options) => Object.assign(get(options), { success: true });
  world.pair(my, 'clearStorage', () => {
    kept.clear();
    return { success: true };
  });
  world.pair(my, 'getStorageInfo', () => ({ keys: Array.from(kept.keys()), currentSize: kept.size, limitSize: 10240, success: true }));

  let clipboard = '';
  world.outlast('clipboard', () => clipboard, (text) => { clipboard = text; });
  const setClipboard = world.asynchronous(10, (o) => {
    clipboard = o.text === undefined ? o.data : o.text;
    return { success: true };
  });
  my.setClipboard = (options) => {
    const o = options !== null && typeof options === 'object' ? options : {};
    native.emit('share', { how: 'clipboard', content: o.text === undefined ? o.data : o.text });
    return setClipboard(options);
  };
  my.getClipboard = world.asynchronous(10, () => ({ text: clipboard }));
})
