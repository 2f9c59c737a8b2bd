// Intl.PluralRules, ListFormat and RelativeTimeFormat, in English and where that has no forms in Chinese.
(function (native) {
  'use strict';
  const { languageOf, supportedLocalesOf } = native;

  class PluralRules {
    #language;
    #ordinal;
    constructor(locales, options) {
      this.#language = languageOf(locales);
      this.#ordinal = Boolean(options) && options.type === 'ordinal';
    }
    select(value) {
      const n = Math.abs(Number(value));
      if (this.#language.chinese) return 'other';
      if (!this.#ordinal) return n === 1 ? 'one' : 'other';
      const tens = n % 100, one = n % 10;
      if (one === 1 && tens !== 11) return 'one';
      if (one === 2 && tens !== 12) return 'two';
      return one === 3 && tens !== 13 ? 'few' : 'other';
    }
    resolvedOptions() {
      const pluralCategories = this.#language.chinese ? ['other'] : this.#ordinal ? ['few', 'one', 'two', 'other'] : ['one', 'other'];
      return { locale: this.#language.tag, type: this.#ordinal ? 'ordinal' : 'cardinal', pluralCategories };
    }
    static supportedLocalesOf(locales) { return supportedLocalesOf(locales); }
    get [Symbol.toStringTag]() { return 'Intl.PluralRules'; }
  }

  class ListFormat {
    #word;
    constructor(locales, options) { this.#word = options && options.type === 'disjunction' ? 'or' : 'and'; }
    format(list) {
      const items = Array.from(list);
      if (items.length < 3) return items.join(' ' + this.#word + ' ');
      return items.slice(0, -1).join(', ') + ', ' + this.#word + ' ' + items[items.length - 1];
    }
    static supportedLocalesOf(locales) { return supportedLocalesOf(locales); }
  }

  class RelativeTimeFormat {
    #numeric;
    constructor(locales, options) { this.#numeric = options && options.numeric || 'always'; }
    format(value, unit) {
      const n = Number(value), name = String(unit).replace(/s$/, ''), amount = new native.NumberFormat().format(Math.abs(n));
      const words = { day: { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' }, second: { 0: 'now' } };
      if (this.#numeric === 'auto' && words[name] && words[name][n] !== undefined) return words[name][n];
      const text = amount + ' ' + name + (Math.abs(n) === 1 ? '' : 's');
      return n < 0 || Object.is(n, -0) ? text + ' ago' : 'in ' + text;
    }
    static supportedLocalesOf(locales) { return supportedLocalesOf(locales); }
  }

  return { PluralRules, ListFormat, RelativeTimeFormat };
})
