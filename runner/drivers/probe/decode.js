// decode.js: data as values: what a call passes.

// decode makes of tagged JSON the value to pass.
function decode(data) {
  if (typeof data !== 'object' || data === null) { return data; }
  if (isArray(data)) {
    var items = [];
    for (var i = 0; i < data.length; i++) { add(items, decode(data[i])); }
    return items;
  }
  if (hasOwn(data, '$masked')) { throw new ErrorType('a masked value cannot be passed to a wallet'); }
  if (!hasOwn(data, '$type')) { return decodeFields(data, {}); }
  var value = get(data, 'value');
  switch (data.$type) {
    case 'undefined': return undefined;
    case 'function': return function () { return value; };
    case 'symbol': return SymbolOf ? SymbolOf('signspec') : undefined;
    case 'bigint': return BigIntOf ? BigIntOf(value) : +value;
    case 'nan': return 0 / 0;
    case 'infinity': return 1 / 0;
    case '-infinity': return -1 / 0;
    case 'date': return new DateType(value);
    case 'promise': return { then: function () {} };
    case 'object': return decodeFields(value, {});
    case 'error': return decodeFields(value, new ErrorType());
  }
  throw new ErrorType('a value of type "' + data.$type + '" cannot be passed to a wallet');
}

function decodeFields(data, object) {
  var names = enumerableKeys(data);
  for (var i = 0; i < names.length; i++) { setOwn(object, names[i], decode(data[names[i]])); }
  return object;
}
