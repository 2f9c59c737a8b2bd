// navigation: the APIs that open and close pages, and those that lead out of the mini program.
(function (native, world) {
  'use strict';
  const { my } = world;
  // How long a page takes to slide in.
  const SLIDE_MS = 50;

  // target takes a URL of a page apart: relative to the current page, as in the framework.
  function target(options) {
    const url = typeof options.url === 'string' ? options.url : '';
    const cut = url.indexOf('?');
    const page = cut < 0 ? url : url.slice(0, cut);
    const base = world.current() ? world.current().path.split('/').slice(0, -1) : [];
    const steps = page.charAt(0) === '/' ? [] : page.charAt(0) === '.' ? base : [];
    for (const step of page.split('/')) {
      if (step === '..') steps.pop();
      else if (step && step !== '.') steps.push(step);
    }
    let path = steps.join('/');
    if (world.pages.indexOf(path) < 0) {
      const relative = base.concat(path).join('/');
      if (world.pages.indexOf(relative) >= 0) path = relative;
    }
    if (world.pages.indexOf(path) < 0) throw world.fail(2, 'there is no page ' + path);
    return { path, query: world.query(cut < 0 ? '' : url.slice(cut + 1)) };
  }

  // query reads the query of a page's URL. The framework decodes it unless app.json says otherwise.
  world.query = (text) => {
    const query = {};
    for (const pair of text.split('&')) {
      if (!pair) continue;
      const cut = pair.indexOf('=');
      query[decode(cut < 0 ? pair : pair.slice(0, cut))] = cut < 0 ? '' : decode(pair.slice(cut + 1));
    }
    return query;
  };

  function decode(text) {
    if (!world.decodeQuery) return text;
    try {
      return decodeURIComponent(text);
    } catch (e) {
      return text;
    }
  }

  // opening makes an API that opens a page: it is recorded at once and done in a turn of its own.
  function opening(how, go) {
    const later = world.asynchronous(SLIDE_MS, (options) => go(target(options), options.events));
    my[how] = (options) => {
      native.emit('navigate', { how, url: options !== null && typeof options === 'object' ? options.url : undefined });
      return later(options);
    };
  }

  opening('navigateTo', ({ path, query }, events) => {
    const channel = world.eventChannel(events);
    world.hide(world.current());
    world.open(path, query, channel);
    return { eventChannel: channel };
  });
  opening('redirectTo', ({ path, query }) => {
    world.close(1);
    world.open(path, query);
  });
  opening('reLaunch', ({ path, query }) => {
    world.close(world.depth());
    world.open(path, query);
  });
  opening('switchTab', ({ path, query }) => {
    if (world.tabs.indexOf(path) < 0) throw world.fail(2, path + ' is not in the tab bar');
    if (world.current() && world.current().path === path) return;
    const below = world.stack().find((page) => page.path === path);
    if (!below) {
      world.close(world.depth());
      world.open(path, query);
      return;
    }
    world.close(world.depth() - world.stack().indexOf(below) - 1);
    world.show(below);
  });

  const back = world.asynchronous(SLIDE_MS, (options) => {
    const delta = Math.max(1, Number(options.delta) || 1);
    if (world.depth() < 2) return;
    world.close(Math.min(delta, world.depth() - 1));
    world.show(world.current());
  });
  my.navigateBack = (options) => {
    native.emit('navigate', { how: 'navigateBack', url: '' });
    return back(options);
  };

  world.navigator = (attributes) => {
    const how = { redirect: 'redirectTo', switchTab: 'switchTab', reLaunch: 'reLaunch', navigateBack: 'navigateBack' };
    my[how[attributes['open-type']] || 'navigateTo']({ url: attributes.url });
  };

  // outside makes an API that leads out of the mini program; the person comes back from there at once.
  function outside(how, url) {
    const later = world.asynchronous(SLIDE_MS, () => ({ success: true }));
    my[how] = (options) => {
      const o = options !== null && typeof options === 'object' ? options : {};
      native.emit('navigate', { how, url: url(o) });
      return later(options);
    };
  }

  const queryOf = (data) => (data === undefined ? '' : native.silently(() => JSON.stringify(data)));
  outside('navigateToMiniProgram', (o) => [o.appId, o.path, queryOf(o.extraData), queryOf(o.query)].filter(Boolean).join(' '));
  outside('navigateBackMiniProgram', (o) => queryOf(o.extraData));
  outside('navigateToAlipayPage', (o) => o.path);
  outside('openURL', (o) => o.url);
  outside('openWebView', (o) => o.url);
  outside('openSchema', (o) => o.schema || o.url);
  outside('makePhoneCall', (o) => 'tel:' + o.number);
  outside('exitMiniProgram', () => '');
  my.ap = {};
  for (const how of ['openURL', 'navigateToAlipayPage']) my.ap[how] = my[how];
})
