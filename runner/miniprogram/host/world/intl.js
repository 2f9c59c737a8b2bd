// intl: as much of Intl as a program needs to show an amount or a date; the engine has none.
(function (native, world) {
  'use strict';
  if (typeof Intl !== 'undefined') return;

  const grouped = (digits) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');

  class NumberFormat {
    constructor(locale, options) {
      this.options = Object.assign({}, options);
    }
    format(value) {
      const o = this.options;
      const least = o.minimumFractionDigits !== undefined ? o.minimumFractionDigits : o.style === 'currency' ? 2 : 0;
      const most = o.maximumFractionDigits !== undefined ? o.maximumFractionDigits : Math.max(least, o.style === 'currency' ? 2 : o.style === 'percent' ? 0 : 3);
      const number = Number(value) * (o.style === 'percent' ? 100 : 1);
      let [whole, fraction] = Math.abs(number).toFixed(most).split('.');
      fraction = fraction || '';
      while (fraction.length > least && fraction.charAt(fraction.length - 1) === '0') fraction = fraction.slice(0, -1);
      const text = (number < 0 ? '-' : '') + (o.style === 'currency' ? o.currency + ' ' : '') + (o.useGrouping === false ? whole : grouped(whole)) + (fraction ? '.' + fraction : '');
      return o.style === 'percent' ? text + '%' : text;
    }
    formatToParts(value) { return [{ type: 'literal', value: this.format(value) }]; }
    resolvedOptions() { return Object.assign({ locale: 'en' }, this.options); }
  }

  class DateTimeFormat {
    constructor(locale, options) {
      this.options = Object.assign({}, options);
    }
    format(date) { return new Date(date === undefined ? Date.now() : date).toISOString().slice(0, 10); }
    formatToParts(date) { return [{ type: 'literal', value: this.format(date) }]; }
    resolvedOptions() { return Object.assign({ locale: 'en', timeZone: 'UTC', calendar: 'gregory' }, this.options); }
  }

  class PluralRules {
    select(n) { return Number(n) === 1 ? 'one' : 'other'; }
  }
  class Collator {
    constructor() { this.compare = (a, b) => (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0); }
  }
  class RelativeTimeFormat {
    format(value, unit) { return value + ' ' + unit; }
  }
  class ListFormat {
    format(list) { return Array.from(list).join(', '); }
  }

  const supported = (locales) => [].concat(locales || []);
  const intl = { NumberFormat, DateTimeFormat, PluralRules, Collator, RelativeTimeFormat, ListFormat, getCanonicalLocales: supported };
  for (const name of ['NumberFormat', 'DateTimeFormat', 'PluralRules', 'Collator']) intl[name].supportedLocalesOf = supported;
  // The engine takes the locale for the radix of toString.
  const localized = { value(locale, options) { return new NumberFormat(locale, options).format(this); }, writable: true, configurable: true, enumerable: false };
  Object.defineProperty(Number.prototype, 'toLocaleString', localized);
  Object.defineProperty(BigInt.prototype, 'toLocaleString', localized);
  Object.defineProperty(globalThis, 'Intl', { value: intl, writable: true, configurable: true, enumerable: false });
})
