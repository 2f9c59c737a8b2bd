// ui: what a person sees besides the page: dialogues, toasts, loading, titles. Questions are answered as the scenario
// says.
(function (native, world) {
  'use strict';
  const { my } = world;
  // How long a person takes to read and to answer, and how long a toast stays where the program does not say.
  const ANSWER_MS = 400, TOAST_MS = 2000;

  const objectOf = (options) => (options !== null && typeof options === 'object' ? options : {});
  const words = (o, names) => {
    const found = {};
    for (const name of names) if (o[name] !== undefined) found[name] = o[name];
    return found;
  };

  // dialogue makes an API that shows something until the person has answered.
  function dialogue(how, names, answer) {
    const later = world.asynchronous(ANSWER_MS, (o) => {
      native.emit('hide', { how }, null);
      return answer(o);
    });
    my[how] = (options) => {
      native.emit('show', { how, content: words(objectOf(options), names) });
      return later(options);
    };
  }

  dialogue('alert', ['title', 'content'], () => ({}));
  dialogue('confirm', ['title', 'content', 'confirmButtonText', 'cancelButtonText'], () => {
    const confirm = world.yes();
    return { confirm, ok: confirm };
  });
  dialogue('prompt', ['title', 'message', 'placeholder'], () => {
    const ok = world.yes();
    return { ok, inputValue: '' };
  });
  dialogue('showActionSheet', ['title', 'items'], () => ({ index: 0 }));
  dialogue('showModal', ['title', 'content', 'confirmText', 'cancelText'], () => {
    const confirm = world.yes();
    return { confirm, cancel: !confirm };
  });

  // A toast ends by itself; the callbacks come then.
  my.showToast = (options) => {
    const o = objectOf(options);
    native.emit('show', { how: 'toast', content: words(o, ['content', 'title', 'type']) });
    const ms = Number(o.duration) > 0 ? Number(o.duration) : TOAST_MS;
    return world.asynchronous(ms, () => {
      native.emit('hide', { how: 'toast' }, null);
    })(options);
  };
  const hideToast = world.asynchronous(10, () => ({}));
  my.hideToast = (options) => {
    native.emit('hide', { how: 'toast' });
    return hideToast(options);
  };

  // loading is what stays until the program takes it away.
  function loading(show, hide, how) {
    const shown = world.asynchronous(10, () => ({}));
    my[show] = (options) => {
      native.emit('show', { how, content: words(objectOf(options), ['content', 'title']) });
      return shown(options);
    };
    my[hide] = (options) => {
      native.emit('hide', { how });
      return shown(options);
    };
  }
  loading('showLoading', 'hideLoading', 'loading');
  loading('showNavigationBarLoading', 'hideNavigationBarLoading', 'navigationBarLoading');

  function title(name) {
    const later = world.asynchronous(10, () => ({}));
    my[name] = (options) => {
      const o = objectOf(options);
      if (o.title !== undefined) native.emit('show', { how: 'title', content: o.title });
      return later(options);
    };
  }
  title('setNavigationBar');
  title('setNavigationBarTitle');

  // What changes how things look and says nothing.
  for (const name of [
    'showTabBar', 'hideTabBar', 'setTabBarStyle', 'setTabBarItem', 'setTabBarBadge', 'removeTabBarBadge', 'showTabBarRedDot',
    'hideTabBarRedDot', 'setNavigationBarColor', 'setBackgroundColor', 'setBackgroundTextStyle', 'setOptionMenu',
    'setCanPullDown', 'startPullDownRefresh', 'stopPullDownRefresh', 'pageScrollTo', 'hideKeyboard', 'hideBackHome',
    'hideAddToDesktopMenu', 'hideAllAddToDesktopMenu', 'hideFavoriteMenu', 'hideAllFavoriteMenu', 'hideShareMenu', 'showSharePanel',
    'vibrate', 'vibrateShort', 'vibrateLong', 'setKeepScreenOn', 'setVisualEffectOnCapture', 'loadFontFace', 'disableAlertBeforeUnload',
  ]) my[name] = world.asynchronous(10, () => ({}));

  my.enableAlertBeforeUnload = world.asynchronous(10, () => ({}));
})
