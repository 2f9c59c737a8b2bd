// thrown.js: what was thrown, as data and in words.

// messageOf is the text of anything thrown, for a person to read.
function messageOf(thrown) {
  try {
    if (typeof thrown === 'string') { return head(thrown, HEAD); }
    if (typeof thrown !== 'object' || thrown === null) { return StringOf(thrown); }
    var name = thrown.name;
    var message = thrown.message;
    if (typeof message === 'string') {
      return head((typeof name === 'string' && name ? name + ': ' : '') + message, HEAD);
    }
  } catch (e) { /* even its message throws */ }
  return 'something that cannot be read';
}

// encodeThrown is encode with the stack of an error, which names the vendor's file and line.
function encodeThrown(thrown, budget) {
  var encoded = encode(thrown, budget);
  var stack = stackOf(thrown);
  if (stack && typeof encoded === 'object' && encoded !== null && encoded.$type === 'error' && !('stack' in encoded.value)) {
    encoded.value.stack = encodeText(stack, budget);
  }
  return encoded;
}

function stackOf(thrown) {
  try {
    var stack = typeof thrown === 'object' && thrown !== null ? thrown.stack : undefined;
    return typeof stack === 'string' ? head(stack, 4096) : '';
  } catch (e) {
    return '';
  }
}
