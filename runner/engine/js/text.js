// TextEncoder and TextDecoder for UTF-8, UTF-16 and Latin-1, on native.encode and native.decode.
(function (native) {
  'use strict';
  var labels = {
    'utf-8': 'utf-8', 'utf8': 'utf-8', 'unicode-1-1-utf-8': 'utf-8',
    'utf-16': 'utf-16le', 'utf-16le': 'utf-16le', 'utf-16be': 'utf-16be',
    'latin1': 'windows-1252', 'iso-8859-1': 'windows-1252', 'ascii': 'windows-1252', 'us-ascii': 'windows-1252',
    'windows-1252': 'windows-1252'
  };

  class TextEncoder {
    get encoding() { return 'utf-8'; }
    encode(text) {
      return new Uint8Array(native.encode(text === undefined ? '' : String(text)));
    }
    encodeInto(text, target) {
      var read = 0, written = 0;
      for (var character of String(text)) {
        var bytes = this.encode(character);
        if (written + bytes.length > target.length) break;
        target.set(bytes, written);
        written += bytes.length;
        read += character.length;
      }
      return { read: read, written: written };
    }
  }

  class TextDecoder {
    constructor(label, options) {
      label = label === undefined ? 'utf-8' : String(label);
      var encoding = labels[label.trim().toLowerCase()];
      if (!encoding) throw new RangeError('TextDecoder does not know the encoding ' + label);
      this._decoder = {
        encoding: encoding, fatal: !!(options && options.fatal), ignoreBOM: !!(options && options.ignoreBOM),
        pending: new Uint8Array(0), started: false
      };
      Object.defineProperty(this, '_decoder', { enumerable: false });
    }
    get encoding() { return this._decoder.encoding; }
    get fatal() { return this._decoder.fatal; }
    get ignoreBOM() { return this._decoder.ignoreBOM; }
    decode(input, options) {
      var state = this._decoder, stream = !!(options && options.stream);
      var bytes = joined(state.pending, input);
      var result = native.decode(bytes, state.encoding, state.fatal, stream);
      state.pending = stream ? bytes.slice(bytes.length - result.left) : new Uint8Array(0);
      if (result.invalid) {
        state.started = false;
        throw new TypeError('the data is not valid ' + state.encoding);
      }
      var text = result.text;
      if (text && !state.started) {
        state.started = true;
        if (!state.ignoreBOM && state.encoding !== 'windows-1252' && text.charCodeAt(0) === 0xfeff) text = text.slice(1);
      }
      if (!stream) state.started = false;
      return text;
    }
  }

  function joined(pending, input) {
    var bytes = view(input);
    if (pending.length === 0) return bytes;
    var all = new Uint8Array(pending.length + bytes.length);
    all.set(pending);
    all.set(bytes, pending.length);
    return all;
  }

  function view(input) {
    if (input === undefined) return new Uint8Array(0);
    if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
    if (input instanceof ArrayBuffer) return new Uint8Array(input);
    throw new TypeError('TextDecoder decodes an ArrayBuffer or a view of one');
  }

  return { TextEncoder: TextEncoder, TextDecoder: TextDecoder };
})
