package engine_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/engine"
)

// evaluate returns what an expression prints as.
func evaluate(tb testing.TB, options engine.Options, expression string) string {
	tb.Helper()
	var printed string
	options.Console = func(_, text string) { printed = text }
	vm := engine.New(options)
	_, err := vm.Run(compile(tb, "try { console.log("+expression+") } catch (e) { console.log(String(e)) }"))
	if err != nil {
		tb.Fatalf("%s: %v", expression, err)
	}
	return printed
}

type expressions map[string]string

func (e expressions) run(t *testing.T) {
	for expression, want := range e {
		if got := evaluate(t, engine.Options{}, expression); got != want {
			t.Errorf("%s\nis   %s\nwant %s", expression, got, want)
		}
	}
}

func TestGlobals(t *testing.T) {
	for _, name := range []string{
		"setTimeout", "setInterval", "setImmediate", "clearTimeout", "clearInterval", "clearImmediate", "queueMicrotask",
		"Event", "CustomEvent", "EventTarget", "AbortController", "AbortSignal", "MessageChannel", "WeakRef", "Date",
		"URL", "URLSearchParams", "TextEncoder", "TextDecoder", "structuredClone", "DOMException", "atob", "btoa", "eval",
		"Promise", "Map", "Symbol", "Proxy", "BigInt",
	} {
		if got := evaluate(t, engine.Options{}, "typeof "+name+", "+name+".name"); got != "function "+name {
			t.Errorf("typeof %s and its name are %q", name, got)
		}
	}
	for _, name := range []string{"console", "crypto", "performance", "Reflect", "globalThis", "Intl"} {
		if got := evaluate(t, engine.Options{}, "typeof "+name); got != "object" {
			t.Errorf("typeof %s is %s", name, got)
		}
	}
	for _, name := range []string{
		"window", "document", "fetch", "XMLHttpRequest", "require", "process", "module", "self", "global", "Buffer", "my",
	} {
		if got := evaluate(t, engine.Options{}, "typeof "+name); got != "undefined" {
			t.Errorf("typeof %s is %s, want undefined", name, got)
		}
	}
	expressions{
		"Object.keys(globalThis).length":                            "0",
		"(globalThis.URL = 5, URL)":                                 "5",
		"delete globalThis.structuredClone, typeof structuredClone": "true undefined",
		"setTimeout('code')":                                        "TypeError: a timer needs a function; code in a string is not run",
		"queueMicrotask(5)":                                         "TypeError: queueMicrotask needs a function",
	}.run(t)
}

func TestConsole(t *testing.T) {
	expressions{
		`1, 'two', null, undefined, true, 10n, Symbol('s'), -0.5`: `1 two null undefined true 10n Symbol(s) -0.5`,
		`{ a: [1, 'x', { b: { c: { d: 1 } } }], f() {} }`:         `{a: [1, "x", {b: [Object]}], f: [Function: f]}`,
		`{ get a() { throw 1 }, b: 2 }`:                           `{a: [Getter], b: 2}`,
		`(() => { const a = {}; a.a = a; return a })()`:           `{a: [Circular]}`,
		`new Map([[1, { a: 2 }]]), new Set(['x'])`:                `Map [[1, {a: 2}]] Set ["x"]`,
		`new Date(0), new Date(NaN), /x/g, Promise.resolve()`:     `1970-01-01T00:00:00.000Z Invalid Date /x/g Promise {}`,
		`new RangeError('no')`:                                    "RangeError: no\n    at test.js:1:19",
		`new Proxy({}, { ownKeys() { throw 1 } })`:                `[a value that cannot be shown]`,
		`Object.create(null)`:                                     `{}`,
		`Array.from({ length: 60 }, (_, i) => i).slice(0, 51)`:    `[` + numbers(50) + `, … 1 more]`,
		`'x'.repeat(1e6).length, 'é'.repeat(10000)`:               `1000000 ` + strings.Repeat("é", 4096) + `…`,
	}.run(t)
}

func numbers(n int) string {
	var list []string
	for i := range n {
		list = append(list, strconv.Itoa(i))
	}
	return strings.Join(list, ", ")
}

func TestCryptoAndBase64(t *testing.T) {
	expressions{
		`/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID())`:                     "true",
		`crypto.randomUUID() === crypto.randomUUID()`:                                                                           "false",
		`(() => { const a = new Uint8Array(64); return crypto.getRandomValues(a) === a && a.some(Boolean) })()`:                 "true",
		`(() => { const a = new Uint32Array(8); crypto.getRandomValues(a.subarray(4)); return a.slice(0, 4).some(Boolean) })()`: "false",
		`crypto.getRandomValues(new Float64Array(1))`:                                                                           "TypeMismatchError: getRandomValues needs a typed array of integers",
		`crypto.getRandomValues([])`:                        "TypeMismatchError: getRandomValues needs a typed array of integers",
		`crypto.getRandomValues(new Uint8Array(65537))`:     "QuotaExceededError: getRandomValues gives at most 65536 bytes at once",
		`btoa('hé'), atob('aOk='), atob(' aOk '), btoa('')`: "aOk= hé hé ",
		`btoa('€')`:     "InvalidCharacterError: btoa takes characters up to U+00FF only",
		`atob('a')`:     "InvalidCharacterError: atob got a string that is not base64",
		`atob('aGk=x')`: "InvalidCharacterError: atob got a string that is not base64",
	}.run(t)
}

func TestStructuredClone(t *testing.T) {
	expressions{
		`structuredClone({ a: [1, , 'x', null, undefined, 5n], d: new Date(5), r: /x/gi })`:                               `{a: [1, undefined, "x", null, undefined, 5n], d: 1970-01-01T00:00:00.005Z, r: /x/gi}`,
		`(() => { const a = { b: {} }; a.b.a = a; const c = structuredClone(a); return c !== a && c.b.a === c })()`:       "true",
		`structuredClone(new Map([[{ k: 1 }, new Set([1])]]))`:                                                            "Map [[{k: 1}, Set [1]]]",
		`structuredClone(new Uint16Array([1, 2, 3]).subarray(1))`:                                                         "{0: 2, 1: 3}",
		`(() => { const e = structuredClone(new TypeError('m')); return [e instanceof TypeError, e.message, e.name] })()`: `[true, "m", "TypeError"]`,
		`structuredClone(new (class A { constructor() { this.x = 1 } get y() { return 2 } })()).constructor === Object`:   "true",
		`structuredClone(() => 1)`:                  "DataCloneError: function  could not be cloned",
		`structuredClone({ s: Symbol('x') })`:       "DataCloneError: Symbol(x) could not be cloned",
		`structuredClone({ p: Promise.resolve() })`: "DataCloneError: [object Promise] could not be cloned",
		`(() => { try { structuredClone(() => 1) } catch (e) { return [e instanceof DOMException, e instanceof Error, e.code] } })()`: "[true, true, 25]",
		`structuredClone()`: "TypeError: structuredClone needs a value",
	}.run(t)
}

func TestText(t *testing.T) {
	expressions{
		`Array.from(new TextEncoder().encode('aé€😀\ud800'))`:                                                    "[97, 195, 169, 226, 130, 172, 240, 159, 152, 128, 239, 191, 189]",
		`new TextEncoder().encodeInto('a€b', new Uint8Array(4)), new TextEncoder().encoding`:                    "{read: 2, written: 4} utf-8",
		`new TextDecoder().decode(new TextEncoder().encode('aé€😀'))`:                                            "aé€😀",
		`new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]))`:                                    "a",
		`new TextDecoder('utf-8', { ignoreBOM: true }).decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x61])).length`: "2",
		`new TextDecoder().decode(new Uint8Array([0x61, 0xff, 0xe2, 0x82, 0x62, 0xf0, 0x9f, 0x98]))`:            "a\ufffd\ufffdb\ufffd",
		`new TextDecoder('utf8', { fatal: true }).decode(new Uint8Array([0xff]))`:                               "TypeError: the data is not valid utf-8",
		`new TextDecoder('latin1').decode(new Uint8Array([0xe9, 0x80])), new TextDecoder('LATIN1').encoding`:    "é€ windows-1252",
		`new TextDecoder('utf-16le').decode(new Uint16Array([0x61, 0xd83d, 0xde00]))`:                           "a😀",
		`new TextDecoder('utf-16be').decode(new Uint8Array([0, 0x61, 0xd8]))`:                                   "a\ufffd",
		`new TextDecoder('klingon')`: "RangeError: TextDecoder does not know the encoding klingon",
		`(() => { const d = new TextDecoder(); return [0xe2, 0x82, 0xac, 0x61].map((b) => d.decode(new Uint8Array([b]), { stream: true })) })()`: `["", "", "€", "a"]`,
		`new TextDecoder().decode(new Uint8Array([1, 0x62, 0x63, 4]).subarray(1, 3)), new TextDecoder().decode()`:                                "bc ",
		`new TextDecoder().decode(new DataView(new Uint8Array([0x61, 0x62]).buffer, 1))`:                                                         "b",
	}.run(t)
}

func TestNoEval(t *testing.T) {
	for _, code := range []string{
		"eval('1')", "(0, eval)('1')", "new Function('return 1')", "Function('return 1')()",
		"(() => {}).constructor('return 1')", "(async () => {}).constructor('return 1')",
		"(function* () {}).constructor('yield 1')", "(async function* () {}).constructor('yield 1')", "globalThis.eval('1')", "setTimeout.constructor('return 1')",
		"Reflect.construct(Function, ['return 1'])", "class extends Function {}.constructor('1')",
	} {
		got := evaluate(t, engine.Options{NoEval: true}, code)
		if !strings.HasPrefix(got, "EvalError: code in a string is not run here") {
			t.Errorf("%s gave %s", code, got)
		}
	}
	for code, want := range map[string]string{
		"(() => 1) instanceof Function, typeof Function.prototype.call":                                                     "true function",
		"Function.name, (function f() {}).constructor === Function, Object.getPrototypeOf(class {}) === Function.prototype": "Function true true",
		"typeof URL, structuredClone([1])": "function [1]",
	} {
		if got := evaluate(t, engine.Options{NoEval: true}, code); got != want {
			t.Errorf("without eval, %s is %s, want %s", code, got, want)
		}
	}
	expressions{"eval('1 + 1'), new Function('return 3')()": "2 3"}.run(t)
}
