// What the parts of Intl share: the languages that they know, and how options are read. English, in its American and
// its British way, and Chinese are known; other locales are shown in English.
(function (native) {
  'use strict';
  const languageOf = (locales) => {
    const list = locales === undefined ? [] : typeof locales === 'string' ? [locales] : Array.from(locales);
    for (const tag of list) {
      if (typeof tag !== 'string' || !/^[a-z]{2,8}([-_][a-z0-9]+)*$/i.test(tag)) {
        throw new RangeError('Incorrect locale information provided');
      }
    }
    const tag = list.length ? list[0].replace(/_/g, '-') : 'en-US';
    return { tag, chinese: /^zh\b/i.test(tag), british: /^en-(GB|AU|NZ|IE|IN|ZA)$/i.test(tag) };
  };
  const choose = (options, name, allowed, otherwise) => {
    const value = options[name];
    if (value === undefined) return otherwise;
    if (allowed && !allowed.includes(String(value))) {
      throw new RangeError('Value ' + value + ' out of range for Intl options property ' + name);
    }
    return String(value);
  };
  const digits = (options, name, least, most, otherwise) => {
    const value = options[name];
    if (value === undefined) return otherwise;
    const n = Math.floor(Number(value));
    if (!(n >= least && n <= most)) throw new RangeError(name + ' value is out of range.');
    return n;
  };
  const joined = (parts) => parts.map((part) => part.value).join('');
  const supportedLocalesOf = (locales) => (locales === undefined ? [] : typeof locales === 'string' ? [locales] : Array.from(locales));

  return { languageOf, choose, digits, joined, supportedLocalesOf };
})
