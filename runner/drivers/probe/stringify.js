// stringify.js: JSON of data, whatever became of JSON.

function stringify(value) {
  if (value === null || typeof value === 'boolean') { return StringOf(value); }
  if (typeof value === 'number') { return finite(value) ? StringOf(value) : 'null'; }
  if (typeof value === 'string') { return quote(value); }
  if (typeof value !== 'object') { return 'null'; }
  var text = '', i;
  if (isArray(value)) {
    for (i = 0; i < value.length; i++) { text += (i ? ',' : '') + stringify(value[i]); }
    return '[' + text + ']';
  }
  var names = enumerableKeys(value);
  for (i = 0; i < names.length; i++) {
    var member = value[names[i]];
    if (member !== undefined) { text += (text ? ',' : '') + quote(names[i]) + ':' + stringify(member); }
  }
  return '{' + text + '}';
}
