// entry.js: what stands at the entry point.

function entryName(entry) {
  return entry.kind === 'call' ? "my.call('" + entry.name + "')" : 'my.' + entry.name;
}

function describe(my, entry) {
  var found = create(null);
  var budget = newBudget();
  found.entry = inspect(my, entry.kind === 'call' ? 'call' : entry.name, budget);
  var version = inspect(my, 'SDKVersion', budget);
  if (!isTag(version, 'undefined')) { found.sdkVersion = version; }
  var canIUse = inspect(my, 'canIUse', budget);
  if (isTag(canIUse, 'function')) {
    try {
      found.canIUse = encode(my.canIUse(entry.name), budget);
    } catch (e) {
      found.canIUse = tag('unreadable', messageOf(e));
    }
  } else if (!isTag(canIUse, 'undefined')) {
    found.canIUse = tag('unreadable', 'my.canIUse is not a function');
  }
  return found;
}

function inspect(my, name, budget) {
  if (my === undefined || my === null) { return tag('undefined'); }
  return encodeMember(my, name, [], budget);
}
