// network: requests, files and sockets. The host answers for the merchant's server.
(function (native, world) {
  'use strict';
  const { my } = world;
  // How long a request takes, and how long one is waited for where neither side says anything (the framework's 30 s).
  const NETWORK_MS = 120, TIMEOUT_MS = 30000;
  // The framework's codes: a wrong parameter, no network, timeout, undecodable answer, HTTP status.
  const INVALID = 2, NO_NETWORK = 12, TIMEOUT = 13, UNDECODABLE = 14, HTTP_STATUS = 19;
  let ids = 0;
  world.outlast('requests', () => ids, (count) => { ids = count; });

  const objectOf = (value) => (value !== null && typeof value === 'object' ? value : {});

  function headersOf(o) {
    const headers = {};
    const given = Object.assign({}, o.header, o.headers);
    for (const name of Object.keys(given)) headers[name.toLowerCase()] = String(given[name]);
    return headers;
  }

  const encode = (data) => Object.keys(data).map((name) => {
    const value = data[name];
    const text = value !== null && typeof value === 'object' ? JSON.stringify(value) : value === undefined || value === null ? '' : String(value);
    return encodeURIComponent(name) + '=' + encodeURIComponent(text);
  }).join('&');

  // described makes of the options what travels: data goes into the URL of a GET and into the body of the others.
  function described(o) {
    const method = String(o.method || 'GET').toUpperCase();
    const headers = headersOf(o);
    const request = { id: ++ids, method, url: String(o.url), headers };
    const data = o.data;
    if (data === undefined || data === null || data === '') return request;
    if (method === 'GET' || method === 'HEAD') {
      const query = typeof data === 'object' ? encode(data) : String(data);
      if (query) request.url += (request.url.indexOf('?') < 0 ? '?' : '&') + query;
      return request;
    }
    if (typeof data === 'object' && !(data instanceof ArrayBuffer)) {
      const type = headers['content-type'] || 'application/json';
      headers['content-type'] = type;
      request.body = world.clone(data);
      request.text = /json/.test(type) ? JSON.stringify(data) : encode(data);
    } else {
      request.text = data instanceof ArrayBuffer ? '' : String(data);
      request.body = world.parsed(request.text);
    }
    return request;
  }

  // result makes of the server's reply what the program gets, or throws the failure.
  function result(reply, o) {
    const base = { status: reply.status, statusCode: reply.status, headers: reply.headers || {}, header: reply.headers || {} };
    if (reply.standIn) return Object.assign({ data: world.standIn(reply.standIn, [], reply.values || {}) }, base);
    const text = reply.body === undefined ? '' : reply.body;
    const raw = /^(text|base64|arraybuffer)$/i.test(o.dataType || '');
    let data = text;
    if (!raw && text !== '') {
      try {
        data = JSON.parse(text);
      } catch (e) {
        if (reply.status < 400 && /^json$/i.test(o.dataType || 'json')) throw world.fail(UNDECODABLE, 'the answer is not JSON', Object.assign({ data: text }, base));
      }
    }
    if (reply.status < 200 || reply.status > 299) throw world.fail(HTTP_STATUS, 'http status error', Object.assign({ data }, base));
    return Object.assign({ data }, base);
  }

  function request(options, o, describe) {
    const { success, fail, complete } = o;
    if (typeof o.url !== 'string' || o.url === '') {
      return world.asynchronous(10, () => {
        throw world.fail(INVALID, 'invalid parameter: url');
      })(o);
    }
    const d = world.deferred();
    const asked = native.silently(() => describe(o));
    const reply = native.serve(asked);
    native.emit('request', { id: asked.id, method: asked.method, url: asked.url, headers: asked.headers, body: asked.body, role: reply.role || undefined });
    let over = false;
    const end = (ok, value) => {
      if (over) return;
      over = true;
      world.run(ok ? success : fail, undefined, value);
      world.run(complete, undefined, value);
      (ok ? d.resolve : d.reject)(value);
    };
    const failed = (error, message) => {
      if (!over) native.emit('reply', { id: asked.id, error: message }, null);
      end(false, world.fail(error, message).result);
    };
    const timeout = Number(o.timeout) > 0 ? Number(o.timeout) : TIMEOUT_MS;
    const takes = NETWORK_MS + (reply.lateMs || 0);
    if (takes > NETWORK_MS && takes > timeout) world.after(timeout, () => failed(TIMEOUT, 'timeout'));
    world.after(takes, () => {
      if (over) return;
      if (reply.none) return world.after(Math.max(timeout - NETWORK_MS, 0), () => failed(TIMEOUT, 'timeout'));
      if (reply.error) return failed(NO_NETWORK, reply.error);
      native.emit('reply', { id: asked.id, status: reply.status, body: world.parsed(reply.body) }, null);
      let value, ok = true;
      try {
        value = result(reply, o);
      } catch (e) {
        if (!e || !e.result) throw e;
        ok = false;
        value = e.result;
      }
      return end(ok, value);
    });
    d.promise.abort = () => {
      if (over) return;
      native.emit('reply', { id: asked.id, error: 'aborted' }, null);
      end(false, world.fail(9, 'request aborted').result);
    };
    d.promise.onHeadersReceived = d.promise.offHeadersReceived = d.promise.onProgressUpdate = () => {};
    return d.promise;
  }

  // parsed is a body as it is recorded: structured where it is JSON.
  world.parsed = (text) => {
    if (text === undefined || text === '') return undefined;
    try {
      return JSON.parse(text);
    } catch (e) {
      return text;
    }
  };

  my.request = my.httpRequest = (options) => request(options, objectOf(options), described);
  my.uploadFile = (options) => request(options, objectOf(options), (o) => described({ url: o.url, method: 'POST', headers: headersOf(o), data: o.formData || {} }));
  my.downloadFile = (options) => request(options, objectOf(options), (o) => described({ url: o.url, method: 'GET', headers: headersOf(o) }));

  // Sockets open, take what is sent, and are never spoken to.
  const listeners = {};
  const tell = (event, value) => (listeners[event] || []).slice().forEach((f) => world.run(f, undefined, value || {}));
  for (const event of ['Open', 'Message', 'Error', 'Close']) {
    my['onSocket' + event] = (f) => { (listeners[event] = listeners[event] || []).push(f); };
    my['offSocket' + event] = (f) => { listeners[event] = f ? (listeners[event] || []).filter((g) => g !== f) : []; };
  }
  const ok = world.asynchronous(10, () => ({}));
  const socketRequest = (url, body) => native.emit('request', { id: ++ids, method: 'SOCKET', url, headers: {}, body });
  let socket = '';
  my.connectSocket = (options) => {
    const o = objectOf(options);
    socket = String(o.url);
    socketRequest(socket, o.data);
    world.after(NETWORK_MS, () => tell('Open'));
    ok(options);
    const task = { send: (m) => my.sendSocketMessage(m), close: (m) => my.closeSocket(m) };
    for (const event of ['Open', 'Message', 'Error', 'Close']) {
      task['on' + event] = my['onSocket' + event];
      task['off' + event] = my['offSocket' + event];
    }
    return task;
  };
  my.sendSocketMessage = (options) => {
    socketRequest(socket, objectOf(options).data);
    return ok(options);
  };
  my.closeSocket = (options) => {
    world.after(10, () => tell('Close'));
    return ok(options);
  };
})
