'use strict';
// HMAC-SHA-256 (RFC 2104, FIPS 180-4) of a text in UTF-8 under a key of 64 characters, as 64 hexadecimal digits.

var K = [], INITIAL = [];

// The constants are the first bits of the fractions of roots of the first primes.
(function () {
  function fraction(x) { return (x - Math.floor(x)) * 4294967296 | 0; }
  for (var n = 2; K.length < 64; n++) {
    var prime = true;
    for (var d = 2; d * d <= n; d++) { if (n % d === 0) { prime = false; } }
    if (prime) {
      if (INITIAL.length < 8) { INITIAL.push(fraction(Math.pow(n, 1 / 2))); }
      K.push(fraction(Math.pow(n, 1 / 3)));
    }
  }
})();

function rotate(x, n) { return x >>> n | x << 32 - n; }

// sha256 returns the digest of bytes as bytes.
function sha256(bytes) {
  var h = INITIAL.slice(), length = bytes.length, w = [], i, at;
  bytes = bytes.concat(128);
  while (bytes.length % 64 !== 56) { bytes.push(0); }
  for (i = 7; i >= 0; i--) { bytes.push(i > 3 ? 0 : length * 8 >>> i * 8 & 255); }
  for (at = 0; at < bytes.length; at += 64) {
    var v = h.slice();
    for (i = 0; i < 64; i++) {
      if (i < 16) {
        var b = at + i * 4;
        w[i] = bytes[b] << 24 | bytes[b + 1] << 16 | bytes[b + 2] << 8 | bytes[b + 3];
      } else {
        var x = w[i - 15], y = w[i - 2];
        w[i] = w[i - 16] + (rotate(x, 7) ^ rotate(x, 18) ^ x >>> 3) + w[i - 7] + (rotate(y, 17) ^ rotate(y, 19) ^ y >>> 10) | 0;
      }
      var e = v[4], a = v[0];
      var one = v[7] + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + (e & v[5] ^ ~e & v[6]) + K[i] + w[i] | 0;
      var two = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + (a & v[1] ^ a & v[2] ^ v[1] & v[2]) | 0;
      v = [one + two | 0, a, v[1], v[2], v[3] + one | 0, e, v[5], v[6]];
    }
    for (i = 0; i < 8; i++) { h[i] = h[i] + v[i] | 0; }
  }
  var digest = [];
  for (i = 0; i < 32; i++) { digest.push(h[i >> 2] >>> 24 - i % 4 * 8 & 255); }
  return digest;
}

// utf8 returns the bytes of a text; half of a pair counts as a replacement character.
function utf8(text) {
  var whole = text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, function (c) { return c.length > 1 ? c : '\ufffd'; });
  return unescape(encodeURIComponent(whole)).split('').map(function (c) { return c.charCodeAt(0); });
}

module.exports = function hmac(key, text) {
  function padded(byte) { return utf8(key).map(function (c) { return c ^ byte; }); }
  return sha256(padded(92).concat(sha256(padded(54).concat(utf8(text))))).map(function (c) {
    return (c + 256).toString(16).slice(1);
  }).join('');
};
