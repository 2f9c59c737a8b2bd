'use strict';
// HMAC-SHA-256 (RFC 2104, FIPS 180-4) of the UTF-16 code units of a text, the higher byte first, under a key of 64 characters of
// ASCII, as 64 hexadecimal digits. Bytes are the characters of a string here.

var K = [], INITIAL = [];

// The constants are the first bits of the fractions of roots of the first primes.
(function () {
  for (var composite = {}, n = 2, m; K.length < 64; n++) {
    if (!composite[n]) {
      for (m = n; m < 312; m += n) { composite[m] = 1; }
      INITIAL.push(Math.pow(n, 1 / 2) * 4294967296 | 0);
      K.push(Math.pow(n, 1 / 3) * 4294967296 | 0);
    }
  }
})();

function rotate(x, n) { return x >>> n | x << 32 - n; }

function each(text, become) {
  return text.replace(/[^]/g, function (c) { return become(c.charCodeAt(0)); });
}

function sha256(bytes) {
  var words = [], length = bytes.length, h = INITIAL.slice(0, 8), digest = '', at, i;
  function put(byte, i) { words[i >> 2] |= byte << 24 - i % 4 * 8; }
  for (i = 0; i < length; i++) { put(bytes.charCodeAt(i), i); }
  put(128, length);
  words[(length + 8 >> 6) * 16 + 15] = length * 8;
  for (at = 0; at < words.length; at += 16) {
    var v = h, w = [];
    for (i = 0; i < 64; i++) {
      var x = w[i - 15], y = w[i - 2], a = v[0], e = v[4];
      w[i] = i < 16 ? words[at + i] | 0 :
        w[i - 16] + (rotate(x, 7) ^ rotate(x, 18) ^ x >>> 3) + w[i - 7] + (rotate(y, 17) ^ rotate(y, 19) ^ y >>> 10) | 0;
      x = v[7] + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + (e & v[5] ^ ~e & v[6]) + K[i] + w[i];
      y = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + (a & v[1] ^ a & v[2] ^ v[1] & v[2]);
      v = [x + y | 0, a, v[1], v[2], v[3] + x | 0, e, v[5], v[6]];
    }
    h = h.map(function (word, i) { return word + v[i] | 0; });
  }
  for (i = 0; i < 32; i++) { digest += String.fromCharCode(h[i >> 2] >>> 24 - i % 4 * 8 & 255); }
  return digest;
}

module.exports = function hmac(key, text) {
  function padded(by) { return each(key, function (c) { return String.fromCharCode(c ^ by); }); }
  text = each(text, function (c) { return String.fromCharCode(c >> 8, c & 255); });
  return each(sha256(padded(92) + sha256(padded(54) + text)), function (c) { return (c + 256).toString(16).slice(1); });
};
