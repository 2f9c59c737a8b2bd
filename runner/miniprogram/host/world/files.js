// files: what the program writes to files of its own, for as long as the scenario lasts.
(function (native, world) {
  'use strict';
  const { my } = world;
  const NO_SUCH_FILE = 10022;
  const files = new Map();
  const plain = (data) => (data instanceof ArrayBuffer ? { base64: native.toBase64(new Uint8Array(data)) } : data);
  const unpacked = (data) => (data !== null && typeof data === 'object' ? native.fromBase64(data.base64).buffer : data);
  world.outlast('files', () => Object.fromEntries(Array.from(files, ([path, data]) => [path, plain(data)])), (written) => {
    for (const path of Object.keys(written)) files.set(path, unpacked(written[path]));
  });

  const optionsOf = (options) => (options !== null && typeof options === 'object' ? options : {});
  const pathOf = (o) => String(o.filePath === undefined ? o.path : o.filePath);
  const there = (path) => {
    if (!files.has(path)) throw world.fail(NO_SUCH_FILE, 'no such file: ' + path);
    return path;
  };

  const textOf = (data) => (typeof data === 'string' ? data : '');
  const writing = {
    writeFile: (o) => { files.set(pathOf(o), o.data); },
    appendFile: (o) => { files.set(pathOf(o), textOf(files.get(pathOf(o))) + textOf(o.data)); },
  };
  const others = {
    readFile: (o) => ({ data: files.get(there(pathOf(o))) }),
    access: (o) => { there(pathOf(o)); },
    unlink: (o) => { files.delete(there(pathOf(o))); },
    stat: (o) => ({ stats: { size: textOf(files.get(there(pathOf(o)))).length, mode: '', lastAccessedTime: 0, lastModifiedTime: 0 } }),
    mkdir: () => {}, rmdir: () => {}, readdir: () => ({ files: Array.from(files.keys()) }),
  };

  const manager = {};
  for (const name of Object.keys(others)) world.pair(manager, name, others[name]);
  for (const name of Object.keys(writing)) {
    const pair = {};
    world.pair(pair, name, writing[name]);
    // What is written is recorded when it is asked for. The path and the data may also be given one after the other.
    const noted = (f) => (options, data, encoding) => {
      const o = typeof options === 'string' ? { filePath: options, data, encoding } : optionsOf(options);
      native.emit('store', { key: pathOf(o), value: o.data });
      return f(o);
    };
    for (const form of Object.keys(pair)) manager[form] = noted(pair[form]);
  }

  // What else a manager can do is not modelled, and answers with itself.
  const whole = new Proxy(manager, {
    get(target, name) {
      if (typeof name === 'symbol' || name in target || name === 'then') return target[name];
      return () => {
        native.emit('use', { api: 'my.getFileSystemManager().' + name });
        return world.stub();
      };
    },
  });
  my.getFileSystemManager = () => whole;
})
