// changes.js: what the wallet did to the options it was given.

// noteChanged compares the options with what they were, once: the caller may use them again after that.
function noteChanged(it) {
  var changed = it.before ? differences(it.before, it.options, it.budget) : null;
  if (changed) { it.record.changed = changed; }
  it.before = null;
}

function snapshot(options) {
  var names = ownNames(options), before = [];
  for (var i = 0; i < names.length; i++) { add(before, { name: names[i], value: options[names[i]] }); }
  return before;
}

function differences(before, options, budget) {
  var changed = null, known = [], i;
  function note(name, value) {
    changed = changed || create(null);
    changed[head(name, HEAD)] = value;
  }
  for (i = 0; i < before.length; i++) {
    add(known, before[i].name);
    if (before[i].gone) {
      continue; // the caller's own callback removed it
    } else if (!hasOwn(options, before[i].name)) {
      note(before[i].name, tag('undefined'));
    } else if (!isUnchanged(options, before[i])) {
      note(before[i].name, encodeMember(options, before[i].name, [], budget));
    }
  }
  var names = ownNames(options);
  for (i = 0; i < names.length && i < ITEMS; i++) {
    if (!includes(known, names[i])) { note(names[i], encodeMember(options, names[i], [], budget)); }
  }
  return changed;
}

function isUnchanged(options, member) {
  try { return same(options[member.name], member.value); } catch (e) { return false; }
}
