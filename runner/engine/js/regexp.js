// RegExp.$1 and its like: what the last match was. A program pays for them only where its text names them.
(function () {
  'use strict';
  const exec = RegExp.prototype.exec, apply = Reflect.apply;
  let last = null, input = '';
  Object.defineProperty(RegExp.prototype, 'exec', {
    value: { exec(text) {
      const match = apply(exec, this, [text]);
      if (match !== null) {
        last = match.slice();
        last.index = match.index;
        input = String(text);
      }
      return match;
    } }.exec,
    writable: true, enumerable: false, configurable: true,
  });
  const define = (names, get) => {
    for (const name of names) Object.defineProperty(RegExp, name, { get, set() {}, enumerable: false, configurable: true });
  };
  for (let n = 1; n <= 9; n++) define(['$' + n], () => (last && last[n]) || '');
  define(['lastMatch', '$&'], () => (last ? last[0] : ''));
  define(['lastParen', '$+'], () => (last && last.length > 1 && last[last.length - 1]) || '');
  define(['leftContext', '$`'], () => (last ? input.slice(0, last.index) : ''));
  define(['rightContext', "$'"], () => (last ? input.slice(last.index + last[0].length) : ''));
  define(['input', '$_'], () => input);
})
