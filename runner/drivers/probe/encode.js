// encode.js: values as data: the tagged JSON of schemas/record.

function tag(kind, value) {
  var tagged = create(null);
  tagged.$type = kind;
  if (value !== undefined) { tagged.value = value; }
  return tagged;
}

function newBudget() {
  return { nodes: NODES, chars: CHARS };
}

function encode(value, budget) {
  return encodeAt(value, [], budget);
}

function encodeAt(value, ancestors, budget) {
  if (budget.nodes-- <= 0) { return tag('truncated'); }
  switch (typeof value) {
    case 'undefined': return tag('undefined');
    case 'boolean': return value;
    case 'string': return encodeText(value, budget);
    case 'number': return encodeNumber(value);
    case 'bigint': return tag('bigint', substring(StringOf(value), 0, LONG));
    case 'symbol': return tag('symbol');
    case 'function': return tag('function');
  }
  if (value === null) { return null; }
  if (includes(ancestors, value)) { return tag('circular'); }
  if (ancestors.length >= DEPTH) { return tag('truncated'); }
  try {
    return encodeObject(value, ancestors, budget);
  } catch (e) {
    return tag('unreadable', messageOf(e));
  }
}

function encodeNumber(value) {
  if (value !== value) { return tag('nan'); }
  if (finite(value)) { return value; }
  return tag(value > 0 ? 'infinity' : '-infinity');
}

function encodeText(text, budget) {
  var fits = text.length <= budget.chars;
  var counted = fits && text.length <= LONG ? 0 : codePoints(text, budget);
  var long = tag('string');
  long.length = counted;
  long.head = budget.chars > 0 ? head(text, HEAD) : '';
  budget.chars -= text.length;
  return fits && counted <= LONG ? text : long;
}

function codePoints(text, budget) {
  if (text.length > COUNTED || budget.chars <= 0 || !hasPair(PAIR, text)) { return text.length; }
  var pairs = 0;
  for (var i = 1; i < text.length; i++) {
    if (isHigh(charCodeAt(text, i - 1)) && isLow(charCodeAt(text, i))) { pairs++; i++; }
  }
  return text.length - pairs;
}

function isHigh(unit) { return unit >= 0xd800 && unit <= 0xdbff; }
function isLow(unit) { return unit >= 0xdc00 && unit <= 0xdfff; }

function head(text, length) {
  if (text.length > length && isHigh(charCodeAt(text, length - 1))) { length--; }
  return substring(text, 0, length);
}

function encodeObject(value, ancestors, budget) {
  if (typeof value.then === 'function') { return tag('promise'); }
  var kind = kindOf(value);
  if (kind === '[object Date]') {
    var date = encodeDate(value);
    if (date) { return date; }
  }
  var inner = [];
  for (var i = 0; i < ancestors.length; i++) { add(inner, ancestors[i]); }
  add(inner, value);
  if (isArray(value)) { return encodeItems(value, inner, budget); }
  var fields = encodeFields(value, inner, budget);
  if (kind === '[object Error]' || inherits(errorPrototype, value)) {
    readInto(fields, value, 'name', inner, budget);
    readInto(fields, value, 'message', inner, budget);
    return tag('error', fields);
  }
  if ('$type' in fields || '$masked' in fields) { return tag('object', fields); }
  return fields;
}

// kindOf is '' where asking throws, as a computed Symbol.toStringTag can.
function kindOf(value) {
  try { return classOf(value); } catch (e) { return ''; }
}

function encodeDate(value) {
  try { return tag('date', isoOf(value)); } catch (e) { return inherits(DateType.prototype, value) ? tag('date', 'Invalid Date') : null; }
}

function encodeItems(value, inner, budget) {
  var items = [];
  var length = value.length;
  for (var i = 0; i < length; i++) {
    if (i === ITEMS || budget.nodes <= 0) { add(items, tag('truncated')); break; }
    add(items, encodeMember(value, i, inner, budget));
  }
  return items;
}

function encodeFields(value, inner, budget) {
  var fields = create(null);
  // What the contract names comes first and out of a budget of its own, so that no other field, however large, can
  // hide it. Only the payload itself is read by access; a caller reads nothing of what is nested in it.
  var own = newBudget();
  for (var j = 0; inner.length === 1 && j < DOCUMENTED.length; j++) { readInto(fields, value, DOCUMENTED[j], inner, own); }
  var names = enumerableKeys(value);
  for (var i = 0; i < names.length; i++) {
    if (names[i] in fields) { continue; }
    if (i === ITEMS || budget.nodes <= 0 || budget.chars <= 0) { fields['\u2026'] = tag('truncated'); break; }
    budget.chars -= names[i].length < HEAD ? names[i].length : HEAD;
    fields[head(names[i], HEAD)] = encodeMember(value, names[i], inner, budget);
  }
  return fields;
}

function encodeMember(value, name, inner, budget) {
  var member;
  try { member = value[name]; } catch (e) { return tag('unreadable', messageOf(e)); }
  return encodeAt(member, inner, budget);
}

function readInto(fields, value, name, inner, budget) {
  if (name in fields) { return; }
  try {
    var member = value[name];
    if (member === undefined && !(name in value)) { return; }
    fields[name] = encodeAt(member, inner, budget);
  } catch (e) {
    fields[name] = tag('unreadable', messageOf(e));
  }
}

function isTag(encoded, kind) {
  return typeof encoded === 'object' && encoded !== null && hasOwn(encoded, '$type') && encoded.$type === kind;
}
