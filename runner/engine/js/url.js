// URL and URLSearchParams on native.parse and native.change, which return the components of a URL or null.
(function (native) {
  'use strict';

  // form reads and writes application/x-www-form-urlencoded, as the URL standard says.
  var form = {
    parse: function (text) {
      return text.split('&').filter(Boolean).map(function (part) {
        var i = part.indexOf('=');
        return i < 0 ? [form.decode(part), ''] : [form.decode(part.slice(0, i)), form.decode(part.slice(i + 1))];
      });
    },
    decode: function (text) {
      text = text.replace(/\+/g, ' ');
      if (text.indexOf('%') < 0) return text;
      var bytes = new (native.own('TextEncoder'))().encode(text), out = [];
      for (var i = 0; i < bytes.length; i++) {
        var hex = bytes[i] === 0x25 ? String.fromCharCode(bytes[i + 1], bytes[i + 2]) : '';
        if (/^[0-9a-fA-F]{2}$/.test(hex)) {
          out.push(parseInt(hex, 16));
          i += 2;
        } else {
          out.push(bytes[i]);
        }
      }
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new Uint8Array(out));
    },
    encode: function (text) {
      return encodeURIComponent(usv(text)).replace(/%20/g, '+').replace(/[!'()~]/g, function (c) {
        return '%' + c.charCodeAt(0).toString(16).toUpperCase();
      });
    }
  };

  // usv replaces lone surrogates.
  function usv(value) {
    return String(value).replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, function (unit) {
      return unit.length === 2 ? unit : '\ufffd';
    });
  }

  function pairs(init) {
    if (init === undefined || init === null) return [];
    if (typeof init !== 'object' && typeof init !== 'function') return form.parse(usv(init).replace(/^\?/, ''));
    if (typeof init[Symbol.iterator] === 'function') {
      return Array.from(init, function (pair) {
        pair = Array.from(pair);
        if (pair.length !== 2) throw new TypeError('a query parameter is a pair of name and value');
        return [usv(pair[0]), usv(pair[1])];
      });
    }
    return Object.keys(init).map(function (name) { return [usv(name), usv(init[name])]; });
  }

  class URLSearchParams {
    #list;
    #changed;
    constructor(init) { this.#list = pairs(init); }
    static bind(params, changed) { params.#changed = changed; return params; }
    static refill(params, query) { params.#list = form.parse(query); }
    #update() { if (this.#changed) this.#changed(this.toString()); }
    get size() { return this.#list.length; }
    append(name, value) {
      this.#list.push([usv(name), usv(value)]);
      this.#update();
    }
    delete(name, value) {
      name = usv(name);
      var any = value === undefined;
      this.#list = this.#list.filter(function (p) { return p[0] !== name || !any && p[1] !== usv(value); });
      this.#update();
    }
    get(name) {
      name = usv(name);
      var found = this.#list.find(function (p) { return p[0] === name; });
      return found ? found[1] : null;
    }
    getAll(name) {
      name = usv(name);
      return this.#list.filter(function (p) { return p[0] === name; }).map(function (p) { return p[1]; });
    }
    has(name, value) {
      name = usv(name);
      return this.#list.some(function (p) { return p[0] === name && (value === undefined || p[1] === usv(value)); });
    }
    set(name, value) {
      name = usv(name);
      value = usv(value);
      var seen = false;
      this.#list = this.#list.filter(function (p) {
        if (p[0] !== name) return true;
        if (seen) return false;
        seen = true;
        p[1] = value;
        return true;
      });
      if (!seen) this.#list.push([name, value]);
      this.#update();
    }
    sort() {
      this.#list.sort(function (a, b) { return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0; });
      this.#update();
    }
    forEach(callback, self) {
      for (var i = 0; i < this.#list.length; i++) callback.call(self, this.#list[i][1], this.#list[i][0], this);
    }
    *entries() { for (var i = 0; i < this.#list.length; i++) yield [this.#list[i][0], this.#list[i][1]]; }
    *keys() { for (var i = 0; i < this.#list.length; i++) yield this.#list[i][0]; }
    *values() { for (var i = 0; i < this.#list.length; i++) yield this.#list[i][1]; }
    toString() {
      return this.#list.map(function (p) { return form.encode(p[0]) + '=' + form.encode(p[1]); }).join('&');
    }
    get [Symbol.toStringTag]() { return 'URLSearchParams'; }
  }
  URLSearchParams.prototype[Symbol.iterator] = URLSearchParams.prototype.entries;

  // What a URL needs of its parameters, taken off the class so that programs do not see it.
  var bind = URLSearchParams.bind, refill = URLSearchParams.refill;
  delete URLSearchParams.bind;
  delete URLSearchParams.refill;

  class URL {
    #parts;
    #params;
    constructor(url, base) {
      if (arguments.length === 0) throw new TypeError('URL needs an address');
      this.#parts = native.parse(usv(url), base === undefined ? undefined : usv(base));
      if (!this.#parts) throw new TypeError('Invalid URL: ' + url);
    }
    static canParse(url, base) {
      return native.parse(usv(url), base === undefined ? undefined : usv(base)) !== null;
    }
    static parse(url, base) { return URL.canParse(url, base) ? new URL(url, base) : null; }
    static part(url, name) { return url.#parts[name]; }
    static change(url, name, value) {
      url.#parts = native.change(url.#parts.href, name, usv(value)) || url.#parts;
      if (url.#params && name !== 'params') refill(url.#params, url.#parts.search.slice(1));
    }
    get href() { return this.#parts.href; }
    set href(value) {
      var parts = native.parse(usv(value));
      if (!parts) throw new TypeError('Invalid URL: ' + value);
      this.#parts = parts;
      if (this.#params) refill(this.#params, parts.search.slice(1));
    }
    get origin() { return this.#parts.origin; }
    get searchParams() {
      if (!this.#params) {
        this.#params = bind(new URLSearchParams(this.#parts.search.slice(1)), function (query) {
          change(this, 'params', query);
        }.bind(this));
      }
      return this.#params;
    }
    toString() { return this.#parts.href; }
    toJSON() { return this.#parts.href; }
    get [Symbol.toStringTag]() { return 'URL'; }
  }
  var part = URL.part, change = URL.change;
  delete URL.part;
  delete URL.change;
  ['protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'].forEach(function (name) {
    Object.defineProperty(URL.prototype, name, {
      get: function () { return part(this, name); },
      set: function (value) { change(this, name, value); },
      enumerable: true, configurable: true
    });
  });

  return { URL: URL, URLSearchParams: URLSearchParams };
})
