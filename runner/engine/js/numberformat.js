// Intl.NumberFormat: numbers, percentages and amounts of money.
(function (native) {
  'use strict';
  const { languageOf, choose, digits, joined, supportedLocalesOf } = native;

  const symbols = {
    USD: '$', EUR: '€', GBP: '£', JPY: '¥', INR: '₹', KRW: '₩', CNY: 'CN¥', HKD: 'HK$', TWD: 'NT$', CAD: 'CA$', AUD: 'A$', NZD: 'NZ$',
    MXN: 'MX$', BRL: 'R$', ILS: '₪', VND: '₫', PHP: '₱',
  };
  const noFraction = ['JPY', 'KRW', 'VND', 'CLP', 'ISK', 'UGX', 'XAF', 'XOF', 'IQD', 'IRR', 'LBP'];
  const threeDigits = ['BHD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'];
  const currencyDigits = (code) => (noFraction.includes(code) ? 0 : threeDigits.includes(code) ? 3 : 2);

  class NumberFormat {
    #o;
    constructor(locales, options) {
      const given = options === undefined ? {} : Object(options), language = languageOf(locales);
      const style = choose(given, 'style', ['decimal', 'percent', 'currency', 'unit'], 'decimal');
      const currency = given.currency === undefined ? undefined : String(given.currency).toUpperCase();
      if (style === 'currency' && currency === undefined) throw new TypeError('Currency code is required with currency style.');
      if (currency !== undefined && !/^[A-Z]{3}$/.test(currency)) throw new RangeError('Invalid currency code : ' + given.currency);
      const notation = choose(given, 'notation', ['standard', 'scientific', 'engineering', 'compact'], 'standard');
      const money = style === 'currency' ? currencyDigits(currency) : 0;
      const least = digits(given, 'minimumFractionDigits', 0, 100, undefined);
      const most = digits(given, 'maximumFractionDigits', 0, 100, undefined);
      const usual = notation === 'compact' ? 0 : style === 'currency' ? money : style === 'percent' ? 0 : 3;
      const lowest = style === 'currency' && notation !== 'compact' ? money : 0;
      const minimumFractionDigits = least !== undefined ? least : Math.min(lowest, most === undefined ? 100 : most);
      const maximumFractionDigits = most !== undefined ? most : Math.max(usual, minimumFractionDigits);
      if (minimumFractionDigits > maximumFractionDigits) throw new RangeError('maximumFractionDigits value is out of range.');
      this.#o = {
        language, style, currency, notation, minimumFractionDigits, maximumFractionDigits,
        currencyDisplay: choose(given, 'currencyDisplay', ['symbol', 'narrowSymbol', 'code', 'name'], 'symbol'),
        minimumIntegerDigits: digits(given, 'minimumIntegerDigits', 1, 21, 1),
        minimumSignificantDigits: digits(given, 'minimumSignificantDigits', 1, 21, undefined),
        maximumSignificantDigits: digits(given, 'maximumSignificantDigits', 1, 21, undefined),
        useGrouping: given.useGrouping === undefined ? true : given.useGrouping !== 'false' && Boolean(given.useGrouping),
        signDisplay: choose(given, 'signDisplay', ['auto', 'never', 'always', 'exceptZero', 'negative'], 'auto'),
        unit: given.unit,
      };
    }
    get format() { return (value) => joined(this.formatToParts(value)); }
    formatToParts(value) {
      const o = this.#o;
      let number = typeof value === 'bigint' ? value : Number(value);
      const negative = number < 0 || Object.is(number, -0);
      if (negative) number = -number;
      const parts = this.#digits(number);
      if (o.style === 'percent') parts.push({ type: 'percentSign', value: '%' });
      if (o.style === 'unit') parts.push({ type: 'literal', value: ' ' }, { type: 'unit', value: String(o.unit) });
      if (o.style === 'currency') this.#currency(parts);
      const zero = /^[0.,]*$/.test(joined(parts.filter((part) => part.type === 'integer' || part.type === 'fraction')));
      const sign = o.signDisplay;
      if (negative && sign !== 'never' && !(zero && (sign === 'exceptZero' || sign === 'negative'))) {
        parts.unshift({ type: 'minusSign', value: '-' });
      } else if (!negative && (sign === 'always' || sign === 'exceptZero' && !zero)) parts.unshift({ type: 'plusSign', value: '+' });
      return parts;
    }
    #currency(parts) {
      const o = this.#o;
      if (o.currencyDisplay === 'name') {
        parts.push({ type: 'literal', value: ' ' }, { type: 'currency', value: o.currency });
        return;
      }
      let text = o.currencyDisplay === 'code' ? o.currency : symbols[o.currency] || o.currency;
      if (o.currency === 'CNY' && text !== 'CNY' && (o.language.chinese || o.currencyDisplay === 'narrowSymbol')) text = '¥';
      if (o.currencyDisplay === 'narrowSymbol') text = text.replace(/^[A-Z]+(?=[^A-Z])/, '');
      if (/[A-Z]$/.test(text)) parts.unshift({ type: 'literal', value: '\u00a0' });
      parts.unshift({ type: 'currency', value: text });
    }
    #digits(number) {
      const o = this.#o;
      if (Number.isNaN(number)) return [{ type: 'nan', value: 'NaN' }];
      if (number === Infinity) return [{ type: 'infinity', value: '∞' }];
      let suffix = '';
      if (o.style === 'percent') number = typeof number === 'bigint' ? number * 100n : number * 100;
      if (o.notation === 'compact') {
        number = Number(number);
        const steps = o.language.chinese ? [[1e8, '亿'], [1e4, '万']] : [[1e12, 'T'], [1e9, 'B'], [1e6, 'M'], [1e3, 'K']];
        const step = steps.find(([size]) => number >= size);
        if (step) [number, suffix] = [number / step[0], step[1]];
      }
      let [whole, fraction = ''] = this.#rounded(number).split('.');
      whole = whole.padStart(o.minimumIntegerDigits, '0');
      const parts = [];
      const grouping = o.useGrouping && !(o.notation === 'compact' && whole.length < 5);
      const groups = grouping ? whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',').split(',') : [whole];
      groups.forEach((group, i) => {
        if (i > 0) parts.push({ type: 'group', value: ',' });
        parts.push({ type: 'integer', value: group });
      });
      if (fraction) parts.push({ type: 'decimal', value: '.' }, { type: 'fraction', value: fraction });
      if (suffix) parts.push({ type: 'compact', value: suffix });
      return parts;
    }
    #rounded(number) {
      const o = this.#o;
      if (typeof number === 'bigint') {
        return String(number) + (o.minimumFractionDigits ? '.' + '0'.repeat(o.minimumFractionDigits) : '');
      }
      let least = o.minimumFractionDigits, most = o.maximumFractionDigits;
      const compact = o.notation === 'compact' && number < 100;
      if (o.maximumSignificantDigits !== undefined || o.minimumSignificantDigits !== undefined || compact) {
        const significant = o.maximumSignificantDigits || (compact ? 2 : 21);
        const size = number === 0 ? 0 : Math.floor(Math.log10(number)) + 1;
        number = number === 0 ? 0 : Number(number.toPrecision(significant));
        most = Math.max(0, Math.min(100, significant - size));
        least = Math.max(0, Math.min(most, (o.minimumSignificantDigits || 1) - size));
      }
      let text = plain(number, most);
      if (!text.includes('.')) return text + (least ? '.' + '0'.repeat(least) : '');
      let end = text.length;
      while (text[end - 1] === '0' && end - 1 - text.indexOf('.') > least) end--;
      return text.slice(0, text[end - 1] === '.' ? end - 1 : end);
    }
    resolvedOptions() {
      const { language, ...options } = this.#o;
      return Object.assign({ locale: language.tag, numberingSystem: 'latn' }, JSON.parse(JSON.stringify(options)));
    }
    static supportedLocalesOf(locales) { return supportedLocalesOf(locales); }
    get [Symbol.toStringTag]() { return 'Intl.NumberFormat'; }
  }

  // plain writes a number without an exponent. What is too large for toFixed is a whole number.
  const plain = (number, most) => (number < 1e21 ? number.toFixed(most) : String(BigInt(number)));

  return { NumberFormat };
})
