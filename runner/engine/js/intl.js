// Intl, and the toLocaleString of numbers and dates, for what programs show to people: numbers, amounts, dates and plural
// forms in English and, where that differs, Chinese; other locales are shown in English. native.compare compares text,
// native.offset(zone, ms) is what a time zone is ahead of UTC in minutes, native.lower and native.upper change case.
(function (native) {
  'use strict';
  const now = Date.now;
  const languageOf = (locales) => {
    const list = locales === undefined ? [] : typeof locales === 'string' ? [locales] : Array.from(locales);
    for (const tag of list) {
      if (typeof tag !== 'string' || !/^[a-z]{2,8}([-_][a-z0-9]+)*$/i.test(tag)) throw new RangeError('Incorrect locale information provided');
    }
    const tag = list.length ? list[0].replace(/_/g, '-') : 'en-US';
    return { tag, chinese: /^zh\b/i.test(tag), british: /^en-(GB|AU|NZ|IE|IN|ZA)$/i.test(tag) };
  };
  const choose = (options, name, allowed, otherwise) => {
    const value = options[name];
    if (value === undefined) return otherwise;
    if (allowed && !allowed.includes(String(value))) throw new RangeError('Value ' + value + ' out of range for Intl options property ' + name);
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

  // Numbers.
  const symbols = {
    USD: '$', EUR: '€', GBP: '£', JPY: '¥', INR: '₹', KRW: '₩', CNY: 'CN¥', HKD: 'HK$', TWD: 'NT$', CAD: 'CA$', AUD: 'A$', NZD: 'NZ$',
    MXN: 'MX$', BRL: 'R$', ILS: '₪', VND: '₫', PHP: '₱',
  };
  const noFraction = ['JPY', 'KRW', 'VND', 'CLP', 'ISK', 'UGX', 'XAF', 'XOF', 'IQD', 'IRR', 'LBP', 'IDR'];
  const threeDigits = ['BHD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'];
  const currencyDigits = (code) => (noFraction.includes(code) && code !== 'IDR' ? 0 : threeDigits.includes(code) ? 3 : 2);

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
      const least = digits(given, 'minimumFractionDigits', 0, 100, undefined), most = digits(given, 'maximumFractionDigits', 0, 100, undefined);
      const usual = notation === 'compact' ? 0 : style === 'currency' ? money : style === 'percent' ? 0 : 3;
      const minimumFractionDigits = least !== undefined ? least : Math.min(style === 'currency' && notation !== 'compact' ? money : 0, most === undefined ? 100 : most);
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
      if (negative && sign !== 'never' && !(zero && (sign === 'exceptZero' || sign === 'negative'))) parts.unshift({ type: 'minusSign', value: '-' });
      else if (!negative && (sign === 'always' || sign === 'exceptZero' && !zero)) parts.unshift({ type: 'plusSign', value: '+' });
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
      const groups = o.useGrouping && !(o.notation === 'compact' && whole.length < 5) ? whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',').split(',') : [whole];
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
      if (typeof number === 'bigint') return String(number) + (o.minimumFractionDigits ? '.' + '0'.repeat(o.minimumFractionDigits) : '');
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

  // Dates.
  const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
  const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
  const chineseDays = '日一二三四五六';
  const styles = {
    full: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' }, long: { year: 'numeric', month: 'long', day: 'numeric' },
    medium: { year: 'numeric', month: 'short', day: 'numeric' }, short: { year: '2-digit', month: 'numeric', day: 'numeric' },
  };
  const two = (n) => String(n).padStart(2, '0');

  class DateTimeFormat {
    #o;
    constructor(locales, options, defaults = 'date') {
      const given = options === undefined ? {} : Object(options), language = languageOf(locales);
      const o = { language };
      for (const name of ['weekday', 'era', 'year', 'month', 'day', 'dayPeriod', 'hour', 'minute', 'second', 'timeZoneName', 'dateStyle', 'timeStyle', 'hourCycle']) {
        if (given[name] !== undefined) o[name] = String(given[name]);
      }
      if (o.dateStyle && !styles[o.dateStyle]) throw new RangeError('Value ' + o.dateStyle + ' out of range for Intl.DateTimeFormat options property dateStyle');
      if (given.fractionalSecondDigits !== undefined) o.fraction = digits(given, 'fractionalSecondDigits', 1, 3, 0);
      o.timeZone = given.timeZone === undefined ? native.zone() : String(given.timeZone);
      if (native.offset(o.timeZone, 0) === null) throw new RangeError('Invalid time zone specified: ' + o.timeZone);
      o.hour12 = given.hour12 !== undefined ? Boolean(given.hour12) : o.hourCycle ? o.hourCycle === 'h12' || o.hourCycle === 'h11' : !language.chinese && !language.british;
      const date = o.weekday || o.year || o.month || o.day, time = o.hour || o.minute || o.second || o.fraction;
      o.styled = Boolean(o.dateStyle || o.timeStyle);
      if (o.dateStyle) Object.assign(o, styles[o.dateStyle], language.chinese && o.dateStyle === 'short' ? { year: 'numeric' } : {});
      if (o.timeStyle) Object.assign(o, { hour: 'numeric', minute: '2-digit' }, o.timeStyle === 'short' ? {} : { second: '2-digit' }, o.timeStyle === 'full' || o.timeStyle === 'long' ? { timeZoneName: 'short' } : {});
      if (!o.styled && (defaults === 'all' ? !date && !time : defaults === 'time' ? !time : !date && !time || defaults === 'just date' && !date)) {
        if (defaults !== 'time') Object.assign(o, { year: 'numeric', month: 'numeric', day: 'numeric' });
        if (defaults === 'time' || defaults === 'all') Object.assign(o, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
      }
      this.#o = o;
    }
    get format() { return (date) => joined(this.formatToParts(date)); }
    formatToParts(date) {
      const ms = date === undefined ? now() : Number(date);
      if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) throw new RangeError('Invalid time value');
      const o = this.#o, local = new Date(ms + native.offset(o.timeZone, ms) * 60000);
      const day = this.#date(local), time = this.#time(local, ms);
      if (!day.length || !time.length) return day.concat(time);
      const long = o.dateStyle === 'full' || o.dateStyle === 'long';
      return day.concat([{ type: 'literal', value: o.language.chinese ? ' ' : long ? ' at ' : ', ' }], time);
    }
    #date(d) {
      const o = this.#o, { chinese, british } = o.language, text = o.month === 'long' || o.month === 'short' || o.month === 'narrow';
      const year = o.year && { type: 'year', value: o.year === '2-digit' ? two(d.getUTCFullYear() % 100) : String(d.getUTCFullYear()) };
      const number = d.getUTCMonth();
      const name = o.month === 'long' ? months[number] : o.month === 'narrow' ? months[number][0] : months[number].slice(0, 3);
      const month = o.month && { type: 'month', value: text && !chinese ? name : o.month === '2-digit' || british && !text && o.day ? two(number + 1) : String(number + 1) };
      const day = o.day && { type: 'day', value: o.day === '2-digit' || british && month && !text ? two(d.getUTCDate()) : String(d.getUTCDate()) };
      const weekday = o.weekday && { type: 'weekday', value: this.#weekday(d.getUTCDay()) };
      const literal = (value) => ({ type: 'literal', value });
      if (chinese) {
        const parts = text ? [year && [year, literal('年')], month && [month, literal('月')], day && [day, literal('日')]].filter(Boolean).flat()
          : between([year, month, day].filter(Boolean), '/');
        return weekday ? parts.concat(weekday) : parts;
      }
      let parts;
      if (text && british) parts = between([day, month, year].filter(Boolean), ' ');
      else if (text) {
        parts = between([month, day].filter(Boolean), ' ');
        if (year) parts = parts.length ? parts.concat(literal(day ? ', ' : ' '), year) : [year];
      } else parts = between((british ? [day, month, year] : [month, day, year]).filter(Boolean), '/');
      if (!weekday) return parts;
      return parts.length ? [weekday, literal(british && text ? ' ' : ', ')].concat(parts) : [weekday];
    }
    #weekday(n) {
      const { weekday, language } = this.#o;
      if (language.chinese) return (weekday === 'long' ? '星期' : weekday === 'short' ? '周' : '') + chineseDays[n];
      return weekday === 'long' ? weekdays[n] : weekday === 'narrow' ? weekdays[n][0] : weekdays[n].slice(0, 3);
    }
    #time(d, ms) {
      const o = this.#o, parts = [];
      const add = (type, value) => {
        if (parts.length) parts.push({ type: 'literal', value: ':' });
        parts.push({ type, value });
      };
      if (o.hour) {
        const hour = o.hour12 ? d.getUTCHours() % 12 || 12 : d.getUTCHours();
        add('hour', o.hour === '2-digit' || !o.hour12 ? two(hour) : String(hour));
      }
      if (o.minute) add('minute', o.hour || o.second ? two(d.getUTCMinutes()) : String(d.getUTCMinutes()));
      if (o.second) add('second', o.minute ? two(d.getUTCSeconds()) : String(d.getUTCSeconds()));
      if (o.fraction) parts.push({ type: 'literal', value: '.' }, { type: 'fractionalSecond', value: String(d.getUTCMilliseconds()).padStart(3, '0').slice(0, o.fraction) });
      if (o.hour && o.hour12) parts.push({ type: 'literal', value: ' ' }, { type: 'dayPeriod', value: d.getUTCHours() < 12 ? 'AM' : 'PM' });
      if (o.timeZoneName) {
        if (parts.length) parts.push({ type: 'literal', value: ' ' });
        parts.push({ type: 'timeZoneName', value: zoneName(native.offset(o.timeZone, ms)) });
      }
      return parts;
    }
    formatRange(from, to) {
      const first = this.format(from), last = this.format(to);
      return first === last ? first : first + ' – ' + last;
    }
    resolvedOptions() {
      const { language, styled, fraction, ...options } = this.#o;
      return Object.assign({ locale: language.tag, calendar: 'gregory', numberingSystem: 'latn' }, options);
    }
    static supportedLocalesOf(locales) { return supportedLocalesOf(locales); }
    get [Symbol.toStringTag]() { return 'Intl.DateTimeFormat'; }
  }

  const between = (parts, value) => parts.flatMap((part, i) => (i ? [{ type: 'literal', value }, part] : [part]));
  const zoneName = (minutes) => {
    if (minutes === 0) return 'UTC';
    const size = Math.abs(minutes);
    return 'GMT' + (minutes < 0 ? '-' : '+') + Math.floor(size / 60) + (size % 60 ? ':' + two(size % 60) : '');
  };

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
      const n = Number(value), name = String(unit).replace(/s$/, ''), amount = new NumberFormat().format(Math.abs(n));
      const words = { day: { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' }, second: { 0: 'now' } };
      if (this.#numeric === 'auto' && words[name] && words[name][n] !== undefined) return words[name][n];
      const text = amount + ' ' + name + (Math.abs(n) === 1 ? '' : 's');
      return n < 0 || Object.is(n, -0) ? text + ' ago' : 'in ' + text;
    }
    static supportedLocalesOf(locales) { return supportedLocalesOf(locales); }
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
  for (const [name, value] of Object.entries({ PluralRules, ListFormat, RelativeTimeFormat, getCanonicalLocales: supportedLocalesOf })) hide(intl, name, value);
  Object.defineProperty(intl, Symbol.toStringTag, { value: 'Intl', configurable: true });

  return {
    Intl: intl,
    number: (value, locales, options) => new NumberFormat(locales, options).format(value),
    date: (ms, locales, options, defaults) => (Number.isNaN(ms) ? 'Invalid Date' : new DateTimeFormat(locales, options, defaults).format(ms)),
    compare: (a, b, locales, options) => new Collator(locales, options).compare(a, b),
  };
})
