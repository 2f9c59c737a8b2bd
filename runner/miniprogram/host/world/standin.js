// standin: what a reply holds while the suite explores a program whose server it does not know. Every member of it is
// there, is true, and is text that says which member it is, so that what is signed tells where it came from.
(function (native, world) {
  'use strict';
  // Names that hold a text in every program that was seen; the others may be objects.
  const texts = /(ur[il]|str(ing)?|link|href|token|id)$/i;
  // Methods of strings that nobody calls, and names that replies have.
  const markup = /^(anchor|big|blink|bold|fixed|fontcolor|fontsize|italics|link|small|strike|sub|sup)$/;

  // query makes the query of the page while the program is explored: whatever it reads of it is there.
  world.anyQuery = () => new Proxy({}, {
    get(target, name) {
      if (typeof name === 'symbol' || name in target || name === 'then' || name === 'toJSON') return target[name];
      native.noteQuery(name);
      return name in world.config.query ? world.config.query[name] : '1';
    },
  });

  // standIn makes the member at a path of the reply to a request; values are what members of that name hold for once.
  // Taken for a list it has one item.
  world.standIn = function standIn(request, path, values) {
    const text = 'https://signspec.example/sign?request=' + encodeURIComponent(request) + '&member=' + encodeURIComponent(path.join('.'));
    const members = {};
    const list = () => {
      native.noteRead(request, path, true);
      return [member('0')];
    };
    const member = (name) => {
      if (!(name in members)) members[name] = makeMember(name);
      return members[name];
    };
    const makeMember = (name) => {
      const here = path.concat(name);
      if (name !== '0') native.noteRead(request, here, false);
      if (name in values) return values[name];
      return texts.test(name) ? String(standIn(request, here, values)) : standIn(request, here, values);
    };
    return new Proxy({}, {
      get(target, name) {
        if (name === Symbol.toPrimitive) return (hint) => (hint === 'number' ? 1 : text);
        if (name === Symbol.iterator) return () => list()[Symbol.iterator]();
        if (typeof name === 'symbol' || name === 'then') return undefined;
        if (name === 'toString' || name === 'valueOf' || name === 'toJSON') return () => text;
        if (name === 'length') return text.length;
        if (name === '0') return list()[0];
        if (name in Object.prototype) return target[name];
        if (name in Array.prototype && !(name in String.prototype)) {
          const items = list();
          return items[name].bind(items);
        }
        if (name in String.prototype && !markup.test(name)) return text[name].bind(text);
        return member(name);
      },
      has: () => true,
    });
  };
})
