// Intl, of its parts, with Intl.Collator; and what toLocaleString and localeCompare are made of. native.compare compares
// two texts in the order of a locale.
(function (native) {
  'use strict';
  const { languageOf, choose, supportedLocalesOf, NumberFormat, DateTimeFormat, PluralRules, ListFormat, RelativeTimeFormat } = native;

  class Collator {
    #o;
    constructor(locales, options) {
      const given = options === undefined ? {} : Object(options);
      this.#o = {
        locale: languageOf(locales).tag, usage: choose(given, 'usage', ['sort', 'search'], 'sort'),
        sensitivity: choose(given, 'sensitivity', ['base', 'accent', 'case', 'variant'], 'variant'),
        ignorePunctuation: Boolean(given.ignorePunctuation), numeric: Boolean(given.numeric), caseFirst: 'false', collation: 'default',
      };
    }
    get compare() {
      const { locale, sensitivity, numeric } = this.#o;
      return (a, b) => native.compare(String(a), String(b), locale, sensitivity, numeric);
    }
    resolvedOptions() { return Object.assign({}, this.#o); }
    static supportedLocalesOf(locales) { return supportedLocalesOf(locales); }
    get [Symbol.toStringTag]() { return 'Intl.Collator'; }
  }


  const intl = {};
  const hide = (object, name, value) => Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: false });
  // Two of them may be called without new.
  for (const [name, made] of Object.entries({ NumberFormat, DateTimeFormat, Collator })) {
    const callable = { [name]: function (locales, options) { return new made(locales, options); } }[name];
    callable.prototype = made.prototype;
    hide(callable, 'supportedLocalesOf', made.supportedLocalesOf);
    hide(made.prototype, 'constructor', callable);
    hide(intl, name, callable);
  }
  const plain = { PluralRules, ListFormat, RelativeTimeFormat, getCanonicalLocales: supportedLocalesOf };
  for (const [name, value] of Object.entries(plain)) hide(intl, name, value);
  Object.defineProperty(intl, Symbol.toStringTag, { value: 'Intl', configurable: true });

  return {
    Intl: intl,
    number: (value, locales, options) => new NumberFormat(locales, options).format(value),
    date(ms, locales, options, defaults) {
      return Number.isNaN(ms) ? 'Invalid Date' : new DateTimeFormat(locales, options, defaults).format(ms);
    },
    compare: (a, b, locales, options) => new Collator(locales, options).compare(a, b),
  };
})
