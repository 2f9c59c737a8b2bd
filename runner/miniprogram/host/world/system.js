// system: what the container tells about itself and the person, and the APIs of payment beside the one under test.
(function (native, world) {
  'use strict';
  const { my } = world;

  const system = {
    app: 'alipay', apiLevel: 34, brand: 'samsung', model: 'SM-A546E', platform: 'Android', system: '14', version: '10.5.0',
    language: 'en', pixelRatio: 3, screenWidth: 1080, screenHeight: 2340, windowWidth: 360, windowHeight: 720, statusBarHeight: 24,
    titleBarHeight: 48, safeArea: { left: 0, top: 24, right: 360, bottom: 780, width: 360, height: 756 }, fontSizeSetting: 16,
    currentBattery: '80%', storage: '64 GB', transparentTitle: false,
  };

  const account = { appId: '2021002134567890', login: 'login0000000000000000000000000000' };

  // stageDevice says which phone this is: another one in each run, so that no program knows the checks by it.
  world.stageDevice = ({ brand, model, system: os, version, sdkVersion, appId, login }) => {
    Object.assign(system, { brand, model, system: os, version });
    world.sdkVersion = sdkVersion;
    Object.assign(account, { appId, login });
  };

  world.pair(my, 'getSystemInfo', () => Object.assign({}, system));
  world.pair(my, 'getAppBaseInfo', () => ({ SDKVersion: world.sdkVersion, language: system.language, version: system.version }));
  world.pair(my, 'getDeviceBaseInfo', () => ({ brand: system.brand, model: system.model, platform: system.platform, system: system.system }));
  world.pair(my, 'getWindowInfo', () => ({ pixelRatio: 3, windowWidth: 360, windowHeight: 720, screenWidth: 1080, screenHeight: 2340, statusBarHeight: 24, safeArea: system.safeArea }));
  world.pair(my, 'getSystemSetting', () => ({ bluetoothEnabled: true, locationEnabled: true, wifiEnabled: true }));
  world.pair(my, 'getAppAuthorizeSetting', () => ({}));
  my.getAppIdSync = () => ({ appId: account.appId });
  my.getLaunchOptionsSync = my.getEnterOptionsSync = () => Object.assign({}, world.launchOptions);
  world.pair(my, 'getRunScene', () => ({ envVersion: 'release' }));
  my.getAccountInfoSync = () => ({ miniProgram: { appId: account.appId, envVersion: 'release', version: '1.0.0' } });
  my.getNetworkType = world.asynchronous(10, () => ({ networkAvailable: true, networkType: 'WIFI' }));
  my.getServerTime = world.asynchronous(10, () => ({ time: Date.now() }));
  my.getBatteryInfo = world.asynchronous(10, () => ({ level: 80, isCharging: false }));
  my.getBatteryInfoSync = () => ({ level: 80, isCharging: false });
  my.getScreenBrightness = world.asynchronous(10, () => ({ brightness: 0.5 }));
  my.getSiteInfo = world.asynchronous(10, () => ({ siteName: 'CENTRAL' }));
  my.getMenuButtonBoundingClientRect = () => ({ left: 260, top: 28, right: 350, bottom: 60, width: 90, height: 32 });
  my.getTitleColor = world.asynchronous(10, () => ({ color: '#ffffff' }));
  my.env = { USER_DATA_PATH: 'https://usr', clientEnv: 'Android' };
  my.isIDE = false;

  // The person is known to the container and agrees to whatever it asks.
  my.getAuthCode = world.asynchronous(200, (o) => ({ authCode: account.login, authSuccessScopes: [].concat(o.scopes || 'auth_base'), authErrorScopes: {} }));
  my.getAuthUserInfo = world.asynchronous(100, () => ({ nickName: 'Sam', avatar: 'https://img.example/sam.png' }));
  my.getOpenUserInfo = world.asynchronous(100, () => ({ response: JSON.stringify({ response: { code: '10000', msg: 'Success', nickName: 'Sam', avatar: 'https://img.example/sam.png' } }) }));
  my.getUserInfo = world.asynchronous(100, () => ({ userInfo: { nickName: 'Sam' }, nickName: 'Sam' }));
  my.getPhoneNumber = world.asynchronous(100, () => ({ response: '{}' }));
  my.getSetting = world.asynchronous(10, () => ({ authSetting: { userInfo: true } }));
  my.openSetting = world.asynchronous(100, () => ({ authSetting: { userInfo: true } }));
  my.showAuthGuide = world.asynchronous(100, () => ({ shown: true }));
  my.getLocation = world.asynchronous(100, () => ({ longitude: '103.85', latitude: '1.29', accuracy: '30' }));

  // Reports to the statistics of the container, which the person does not see.
  for (const name of ['reportAnalytics', 'reportMonitor', 'reportEvent', 'reportBizReady', 'reportCustomError']) {
    my[name] = (...args) => { native.emit('share', { how: name, content: args }); };
  }

  // tradePay and paySignCenter succeed with the codes that they have for that.
  function payment(name, result) {
    const later = world.asynchronous(1000, result);
    my[name] = (options) => {
      const o = options !== null && typeof options === 'object' ? options : {};
      native.emit('navigate', { how: name, url: String(o.tradeNO || o.orderStr || o.signStr || o.paymentUrl || '') });
      return later(options);
    };
  }
  payment('tradePay', () => ({ resultCode: '9000', memo: '', result: '' }));
  payment('paySignCenter', () => ({ resultStatus: '7000', memo: '', result: '' }));

  // Events of the container that a program may wait for. Errors do happen; the others never do.
  const listeners = {};
  world.tell = (event, value) => (listeners[event] || []).slice().forEach((f) => world.run(f, undefined, value));
  for (const event of [
    'Error', 'UnhandledRejection', 'AppShow', 'AppHide', 'NetworkStatusChange', 'UserCaptureScreen', 'MemoryWarning', 'KeyboardHeight',
    'KeyboardHeightChange', 'WindowResize', 'PageNotFound', 'AccelerometerChange', 'CompassChange', 'GyroscopeChange', 'LocationChange',
    'ThemeChange', 'AudioInterruptionBegin', 'AudioInterruptionEnd', 'ComponentError', 'BackgroundFetchData', 'AppRestart',
  ]) {
    my['on' + event] = (f) => { (listeners[event] = listeners[event] || []).push(f); };
    my['off' + event] = (f) => { listeners[event] = f ? (listeners[event] || []).filter((g) => g !== f) : []; };
  }

  my.getUpdateManager = () => ({ onCheckForUpdate() {}, onUpdateReady() {}, onUpdateFailed() {}, applyUpdate() {} });
  my.nextTick = (f) => { world.after(1, () => world.run(f)); };
  my.base64ToArrayBuffer = (text) => native.fromBase64(String(text)).buffer;
  my.arrayBufferToBase64 = (buffer) => native.toBase64(new Uint8Array(buffer));
  my.createAnimation = () => world.stub();

  my.shareTinyAppMsg = (options) => {
    native.emit('share', { how: 'shareTinyAppMsg', content: world.clone(options) });
    return world.asynchronous(10, () => ({}))(options);
  };

  // canvas is a context to draw with: the words that are drawn are recorded, and whoever looks at the picture has them.
  const canvas = () => {
    const context = world.stub();
    const draw = (text) => { native.emit('share', { how: 'canvas', content: text }); };
    return new Proxy(context, { get: (target, name) => (name === 'fillText' || name === 'strokeText' ? draw : context[name]) });
  };
  my.createCanvasContext = canvas;
  my.createOffscreenCanvas = () => ({ getContext: canvas, createImage: () => ({}), toDataURL: () => '' });

  // stub is something whose every member can be called and answers with itself: a context of a canvas, a manager.
  world.stub = () => {
    const stub = new Proxy(function () {}, {
      get: (target, name) => {
        if (name === Symbol.toPrimitive) return () => '';
        return name === 'then' || typeof name === 'symbol' ? undefined : stub;
      },
      apply: () => stub,
      set: () => true,
    });
    return stub;
  };
})
