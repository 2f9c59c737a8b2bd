// crypto.subtle, as far as programs sign and digest: digest, and HMAC keys that are imported, generated or exported.
// native.digest(name, bytes) and native.hmac(name, key, bytes) do the work; names are those of the Web Cryptography API.
(function (native) {
  'use strict';
  const hashes = ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'];
  const keys = new WeakMap();
  const fail = (message, name) => { throw new DOMException(message, name); };

  const nameOf = (algorithm) => String(typeof algorithm === 'object' && algorithm !== null ? algorithm.name : algorithm).toUpperCase();
  const hashOf = (algorithm) => {
    const name = nameOf(algorithm);
    if (!hashes.includes(name)) fail('Unrecognized name: ' + name, 'NotSupportedError');
    return name;
  };
  const bytesOf = (data) => {
    if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
    if (data instanceof ArrayBuffer) return new Uint8Array(data).slice();
    throw new TypeError('the data is no BufferSource');
  };
  const hmacOnly = (algorithm) => {
    if (nameOf(algorithm) !== 'HMAC') fail('Unrecognized name: ' + nameOf(algorithm), 'NotSupportedError');
  };

  class CryptoKey {
    get [Symbol.toStringTag]() { return 'CryptoKey'; }
  }
  const makeKey = (bytes, hash, extractable, usages) => {
    const key = new CryptoKey();
    keys.set(key, { bytes, hash });
    const algorithm = { name: 'HMAC', hash: { name: hash }, length: bytes.length * 8 };
    return Object.freeze(Object.assign(key, { type: 'secret', extractable: Boolean(extractable), algorithm, usages: Array.from(usages) }));
  };
  const keyFor = (key, usage) => {
    const inner = keys.get(key);
    if (!inner) throw new TypeError('the key is no CryptoKey');
    if (usage && !key.usages.includes(usage)) fail('key.usages does not permit this operation', 'InvalidAccessError');
    return inner;
  };
  const base64url = {
    encode: (bytes) => btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, ''),
    decode: (text) => Uint8Array.from(atob(String(text).replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0)),
  };

  class SubtleCrypto {
    async digest(algorithm, data) { return native.digest(hashOf(algorithm), bytesOf(data)); }
    async importKey(format, data, algorithm, extractable, usages) {
      hmacOnly(algorithm);
      const hash = hashOf(algorithm.hash);
      if (format === 'raw') return makeKey(bytesOf(data), hash, extractable, usages);
      if (format === 'jwk' && data && data.kty === 'oct') return makeKey(base64url.decode(data.k), hash, extractable, usages);
      return fail('the format ' + format + ' is not known here', 'NotSupportedError');
    }
    async generateKey(algorithm, extractable, usages) {
      hmacOnly(algorithm);
      const hash = hashOf(algorithm.hash), block = /384|512/.test(hash) ? 128 : 64;
      const length = algorithm.length === undefined ? block : algorithm.length / 8;
      return makeKey(crypto.getRandomValues(new Uint8Array(length)), hash, extractable, usages);
    }
    async exportKey(format, key) {
      const { bytes, hash } = keyFor(key);
      if (!key.extractable) fail('key is not extractable', 'InvalidAccessError');
      if (format === 'raw') return bytes.slice().buffer;
      if (format !== 'jwk') fail('the format ' + format + ' is not known here', 'NotSupportedError');
      return { kty: 'oct', k: base64url.encode(bytes), alg: 'HS' + hash.slice(4), key_ops: key.usages, ext: key.extractable };
    }
    async sign(algorithm, key, data) {
      hmacOnly(algorithm);
      const { bytes, hash } = keyFor(key, 'sign');
      return native.hmac(hash, bytes, bytesOf(data));
    }
    async verify(algorithm, key, signature, data) {
      hmacOnly(algorithm);
      const { bytes, hash } = keyFor(key, 'verify');
      const want = new Uint8Array(native.hmac(hash, bytes, bytesOf(data))), got = bytesOf(signature);
      return want.length === got.length && want.every((b, i) => b === got[i]);
    }
    get [Symbol.toStringTag]() { return 'SubtleCrypto'; }
  }

  return { subtle: new SubtleCrypto() };
})
