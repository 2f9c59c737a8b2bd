// Intl.DateTimeFormat: dates and times. native.offset(zone, ms) is what a time zone is ahead of UTC in minutes, null where
// there is none; native.zone() is the zone that dates are in.
(function (native) {
  'use strict';
  const { languageOf, digits, joined, supportedLocalesOf } = native;
  const now = Date.now;

  const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
  const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
  const chineseDays = '日一二三四五六';
  const styles = {
    full: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
    long: { year: 'numeric', month: 'long', day: 'numeric' },
    medium: { year: 'numeric', month: 'short', day: 'numeric' },
    short: { year: '2-digit', month: 'numeric', day: 'numeric' },
  };
  const two = (n) => String(n).padStart(2, '0');

  const names = [
    'weekday', 'year', 'month', 'day', 'hour', 'minute', 'second', 'timeZoneName', 'dateStyle', 'timeStyle', 'hourCycle',
  ];

  class DateTimeFormat {
    #o;
    constructor(locales, options, defaults = 'date') {
      const given = options === undefined ? {} : Object(options), language = languageOf(locales);
      const o = { language };
      for (const name of names) {
        if (given[name] !== undefined) o[name] = String(given[name]);
      }
      if (o.dateStyle && !styles[o.dateStyle]) {
        throw new RangeError('Value ' + o.dateStyle + ' out of range for Intl.DateTimeFormat options property dateStyle');
      }
      if (given.fractionalSecondDigits !== undefined) o.fraction = digits(given, 'fractionalSecondDigits', 1, 3, 0);
      o.timeZone = given.timeZone === undefined ? native.zone() : String(given.timeZone);
      if (native.offset(o.timeZone, 0) === null) throw new RangeError('Invalid time zone specified: ' + o.timeZone);
      if (given.hour12 !== undefined) o.hour12 = Boolean(given.hour12);
      else o.hour12 = o.hourCycle ? o.hourCycle === 'h12' || o.hourCycle === 'h11' : !language.chinese && !language.british;
      this.#o = o;
      o.styled = Boolean(o.dateStyle || o.timeStyle);
      if (o.styled) this.#style();
      else this.#complete(defaults);
    }
    #style() {
      const o = this.#o;
      if (o.dateStyle) Object.assign(o, styles[o.dateStyle], o.language.chinese && o.dateStyle === 'short' ? { year: 'numeric' } : {});
      if (!o.timeStyle) return;
      Object.assign(o, { hour: 'numeric', minute: '2-digit' }, o.timeStyle === 'short' ? {} : { second: '2-digit' });
      if (o.timeStyle === 'full' || o.timeStyle === 'long') o.timeZoneName = 'short';
    }
    // complete adds what is shown where nothing is asked for: the date, the time, or both.
    #complete(defaults) {
      const o = this.#o, date = o.weekday || o.year || o.month || o.day, time = o.hour || o.minute || o.second || o.fraction;
      if (defaults === 'time' ? time : defaults === 'just date' ? date : date || time) return;
      if (defaults !== 'time') Object.assign(o, { year: 'numeric', month: 'numeric', day: 'numeric' });
      if (defaults === 'time' || defaults === 'all') Object.assign(o, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
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
      const o = this.#o, { chinese, british } = o.language, text = ['long', 'short', 'narrow'].includes(o.month);
      const year = o.year && { type: 'year', value: o.year === '2-digit' ? two(d.getUTCFullYear() % 100) : String(d.getUTCFullYear()) };
      const number = d.getUTCMonth();
      const name = o.month === 'long' ? months[number] : o.month === 'narrow' ? months[number][0] : months[number].slice(0, 3);
      const padded = (n, how) => (how === '2-digit' || british && !text && o.month && o.day ? two(n) : String(n));
      const month = o.month && { type: 'month', value: text && !chinese ? name : padded(number + 1, o.month) };
      const day = o.day && { type: 'day', value: padded(d.getUTCDate(), o.day) };
      const weekday = o.weekday && { type: 'weekday', value: this.#weekday(d.getUTCDay()) };
      const literal = (value) => ({ type: 'literal', value });
      if (chinese) {
        const named = [[year, '年'], [month, '月'], [day, '日']].filter(([part]) => part);
        const parts = text ? named.flatMap(([part, word]) => [part, literal(word)]) : between(named.map(([part]) => part), '/');
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
      if (o.fraction) {
        const value = String(d.getUTCMilliseconds()).padStart(3, '0').slice(0, o.fraction);
        parts.push({ type: 'literal', value: '.' }, { type: 'fractionalSecond', value });
      }
      if (o.hour && o.hour12) {
        parts.push({ type: 'literal', value: ' ' }, { type: 'dayPeriod', value: d.getUTCHours() < 12 ? 'AM' : 'PM' });
      }
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

  return { DateTimeFormat };
})
