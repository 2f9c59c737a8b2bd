package engine_test

import "testing"

// TestEvents compares with what browsers do.
func TestEvents(t *testing.T) {
	for script, want := range map[string]string{
		`const t = new EventTarget(), seen = []
		 t.addEventListener('a', (e) => seen.push(e.type, e.target === t), { once: true })
		 t.addEventListener('a', { handleEvent(e) { e.preventDefault(); seen.push(this !== t) } })
		 console.log(t.dispatchEvent(new Event('a', { cancelable: true })), t.dispatchEvent(new Event('a')), seen)`: `false true ["a", true, true, true]`,
		`const c = new AbortController(); c.signal.onabort = (e) => console.log(e.type, c.signal.aborted, c.signal.reason.name); c.abort(); c.abort()`:   `abort true AbortError`,
		`const s = AbortSignal.timeout(50); s.addEventListener('abort', () => console.log(s.reason.name, performance.now()))`:                            `TimeoutError 50`,
		`console.log(AbortSignal.any([AbortSignal.abort(1)]).reason); try { AbortSignal.abort(2).throwIfAborted() } catch (e) { }`:                       `1`,
		`const { port1, port2 } = new MessageChannel(); port2.onmessage = (e) => console.log(e.data, e.target === port2); port1.postMessage({ a: [1] })`: `{a: [1]} true`,
	} {
		if seen := perform(t, script); len(seen.lines) != 1 || seen.lines[0] != want {
			t.Errorf("%s\ndid  %q\nwant %q", script, seen.lines, want)
		}
	}
}

// TestLibrariesNeedNoGlobals takes away what the logic layer of a mini program has not: what is left works all the same.
func TestLibrariesNeedNoGlobals(t *testing.T) {
	const taken = `for (const name of ['performance', 'structuredClone', 'DOMException', 'TextEncoder', 'crypto']) delete globalThis[name]; `
	for script, want := range map[string]string{
		`const { port1, port2 } = new MessageChannel(); port2.onmessage = (e) => console.log(e.data); port1.postMessage([1])`: "[1]",
		`console.log(new Event('a').timeStamp >= 0)`:                                    "true",
		`const c = new AbortController(); c.abort(); console.log(c.signal.reason.name)`: "AbortError",
		`console.log(new URL('https://shop.example/a?b=\u00e9').search)`:                "?b=%C3%A9",
		`console.log(new URLSearchParams({ b: '\u00e9' }).toString())`:                  "b=%C3%A9",
	} {
		if seen := perform(t, taken+script); len(seen.lines) != 1 || seen.lines[0] != want {
			t.Errorf("%s\ndid  %q\nwant %q", script, seen.lines, want)
		}
	}
}

func TestSubtle(t *testing.T) {
	const hex = `const hex = (b) => [...new Uint8Array(b)].map((n) => n.toString(16).padStart(2, '0')).join('')
		const text = (s) => new TextEncoder().encode(s)
		const shown = (p) => p.then(console.log, (e) => console.log(e.name));`
	for script, want := range map[string]string{
		`shown(crypto.subtle.digest('SHA-256', text('abc')).then(hex))`:                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		`shown(crypto.subtle.digest({ name: 'sha-1' }, text('abc').buffer).then(hex))`: "a9993e364706816aba3e25717850c26c9cd0d89d",
		`shown(crypto.subtle.digest('MD5', text('abc')))`:                              "NotSupportedError",
		`shown((async () => {
			const key = await crypto.subtle.importKey('raw', text('key'), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
			const signature = await crypto.subtle.sign('HMAC', key, text('The quick brown fox jumps over the lazy dog'))
			return hex(signature) + await crypto.subtle.verify('HMAC', key, signature, text('The quick brown fox jumps over the lazy dog'))
		})())`: "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8true",
		`shown(crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-512' }, false, ['sign']).then((k) => crypto.subtle.exportKey('raw', k)))`: "InvalidAccessError",
	} {
		if seen := perform(t, hex+script); len(seen.lines) != 1 || seen.lines[0] != want {
			t.Errorf("%s\ndid  %q\nwant %q", script, seen.lines, want)
		}
	}
}

// TestIntl compares with what Node.js 20 answers.
func TestIntl(t *testing.T) {
	expressions{
		`new Intl.NumberFormat('en-US', { style: 'currency', currency: 'JPY' }).format(-1234.5)`:                                                                               "-¥1,235",
		`(1234.5).toLocaleString('en-US', { style: 'currency', currency: 'IQD' }), (12).toLocaleString('zh-CN', { style: 'currency', currency: 'CNY' })`:                       "IQD\u00a01,235 ¥12.00",
		`(0.256).toLocaleString('en', { style: 'percent' }), (1e21).toLocaleString(), (12345678901234567890n).toLocaleString()`:                                                "26% 1,000,000,000,000,000,000,000 12,345,678,901,234,567,890",
		`Intl.NumberFormat('en', { notation: 'compact' }).format(12345), (123456).toLocaleString('en', { maximumSignificantDigits: 2 })`:                                       "12K 120,000",
		`new Date(0).toLocaleDateString('en-US', { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' })`:                                        "Thursday, January 1, 1970",
		`new Date(0).toLocaleString('en-GB', { timeZone: 'Europe/London' }), new Date(0).toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' })`: "01/01/1970, 01:00:00 12:00 AM",
		`new Date(0).toLocaleString('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'America/New_York' })`:                                                       "Dec 31, 1969, 7:00 PM",
		`new Date(0).toLocaleDateString('zh-CN', { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' })`:                                                         "1970年1月1日",
		`new Intl.DateTimeFormat('en-US', { timeZone: 'Nowhere/Land' })`:                                                                                                       "RangeError: Invalid time zone specified: Nowhere/Land",
		`[1, 2, 3, 4, 11, 21].map((n) => new Intl.PluralRules('en', { type: 'ordinal' }).select(n)).join()`:                                                                    "one,two,few,other,other,one",
		`['Zoë', 'zoe', 'äpfel', 'apple'].sort(new Intl.Collator('en').compare).join(), 'a'.localeCompare('A', undefined, { sensitivity: 'base' })`:                            "äpfel,apple,zoe,Zoë 0",
	}.run(t)
}

func TestWhatV8Adds(t *testing.T) {
	expressions{
		`(() => { const o = { name: 'Own' }; Error.captureStackTrace(o); return o.stack.split('\n')[0] + typeof Error.stackTraceLimit })()`:                                                                               "Ownnumber",
		`(() => { let seen; class E extends Error { constructor() { super('m'); Error.captureStackTrace(this, E) } } function at() { return new E() } return at().stack.split('\n')[1].trim().startsWith('at at (') })()`: "true",
		`new WeakRef({ a: 1 }).deref().a, /(y+)/.test('yyyy') && RegExp.$1.length + RegExp.lastMatch`:                                                                                                                     "1 4yyyy",
		`Function.prototype.toString.call(Math.max), String(setTimeout)`:                                                                                                                                                  "function max() { [native code] } function setTimeout() { [native code] }",
		`my`:                              "ReferenceError: my is not defined",
		`({}).signContract()`:             "TypeError: (intermediate value).signContract is not a function",
		`JSON.parse('')`:                  "SyntaxError: Unexpected end of JSON input",
		`((my) => my.signContract())({})`: "TypeError: my.signContract is not a function",
		`((o) => o.a.b)({})`:              "TypeError: Cannot read properties of undefined (reading 'b')",
		`(() => { const down = () => down() + 1; down() })()`: "RangeError: Maximum call stack size exceeded",
	}.run(t)
	if seen := perform(t, `import('x').catch((e) => console.log('rejected'))`); len(seen.lines) != 1 || seen.lines[0] != "rejected" {
		t.Errorf("import() did %q", seen.lines)
	}
}
