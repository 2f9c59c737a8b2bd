package drivers_test

import (
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/record"
)

// payload performs a call that succeeds with the JavaScript expression and returns what the record holds of it.
func payload(t *testing.T, expression string) record.Value {
	t.Helper()
	a := newWorld(t).perform(wallet("o.success("+expression+")"), params(false, approve))
	if len(a.Records) != 1 || len(a.Records[0].Of(record.Success)) != 1 {
		t.Fatalf("%s: %+v", expression, a)
	}
	return a.Records[0].Of(record.Success)[0].Arg()
}

func TestValues(t *testing.T) {
	for expression, want := range map[string]string{
		`null`: `null`, `true`: `true`, `-0.5`: `-0.5`, `"text"`: `"text"`, `[1, [], {}]`: `[1, [], {}]`,
		`undefined`: `undefined`, `NaN`: `NaN`, `Infinity`: `Infinity`, `-Infinity`: `-Infinity`,
		`function () {}`: `<function>`, `Symbol("x")`: `<symbol>`, `BigInt("123456789012345678901234567890")`: `123456789012345678901234567890n`,
		`Promise.resolve(1)`: `<promise>`, `{then: function () {}}`: `<promise>`, `{then: 1}`: `{then: 1}`,
		`[undefined, , null]`:   `[undefined, undefined, null]`,
		`new TypeError("boom")`: `TypeError("boom")`,
		`Object.assign(new Error("boom"), {error: "6001"}).error`: `"6001"`,
		`new Map([[1, 2]])`: `{}`,
		`new String("x")`:   `{0: "x"}`,

		// An object whose keys look like a tag is not taken for one.
		`{$type: "undefined"}`: `{$type: "undefined"}`, `{$masked: {length: 3}}`: `{$masked: {length: 3}}`,
		// Keys that mean something to the language are only keys.
		`JSON.parse('{"__proto__": 1, "constructor": 2}')`: `{__proto__: 1, constructor: 2}`,

		// Documented names are read as a caller reads them; others only where they are the object's own.
		`Object.create({authCode: "inherited", other: 1})`:                                  `{authCode: "inherited"}`,
		`Object.defineProperty({}, "authState", {value: "hidden"})`:                         `{authState: "hidden"}`,
		`{get error() { return "computed" }}`:                                               `{error: "computed"}`,
		`new (class { get errMessage() { return "of the class" } })()`:                      `{errMessage: "of the class"}`,
		`new Proxy({}, {get: function (t, n) { return n === "authCode" ? "trap" : t[n] }})`: `{authCode: "trap"}`,
		`Object.create(null)`: `{}`,
		`(function () { var a = {n: 1}; a.self = a; return a })()`:   `{n: 1, self: <circular>}`,
		`(function () { var a = {n: 1}; return {x: a, y: a} })()`:    `{x: {n: 1}, y: {n: 1}}`,
		`{a: {b: {c: {d: {e: {f: {g: {h: {i: 1}}}}}}}}}`:             `{a: {b: {c: {d: {e: {f: {g: {h: <truncated>}}}}}}}}`,
		`[[[[[[[[[[1]]]]]]]]]]`:                                      `[[[[[[[[<truncated>]]]]]]]]`,
		`(function () { return arguments })(1, 2)`:                   `{0: 1, 1: 2}`,
		`{toJSON: function () { return "other" }, authCode: "real"}`: `{authCode: "real", toJSON: <function>}`,
	} {
		if got := payload(t, expression).String(); got != want {
			t.Errorf("%s: %s, want %s", expression, got, want)
		}
	}
}

func TestUnreadableValues(t *testing.T) {
	for expression, want := range map[string]string{
		`{get authCode() { throw new Error("no") }}`:                               `Error: no`,
		`{get authCode() { throw {get message() { throw 1 }} }}`:                   `something that cannot be read`,
		`new Proxy({}, {get: function (t, n) { if (n !== "then") throw "get" }})`:  `get`,
		`Object.create({get authCode() { return undefined.x }})`:                   `TypeError: Cannot read properties of undefined (reading 'x')`,
		`new Proxy({authCode: 1}, {has: function () { throw 2 }, get: undefined})`: ``,
	} {
		value := payload(t, expression)
		code, _ := value.Field("authCode")
		if want == "" {
			if code.String() != "1" {
				t.Errorf("%s: %s", expression, value)
			}
			continue
		}
		if text := asJSON(t, code); text != `{"$type":"unreadable","value":"`+want+`"}` {
			t.Errorf("%s: %s, want %s", expression, text, want)
		}
	}
	for expression, want := range map[string]string{
		`(function () { var p = Proxy.revocable({}, {}); p.revoke(); return p.proxy })()`:              `TypeError`,
		`new Proxy({}, {ownKeys: function () { throw new Error("keys") }})`:                            `Error: keys`,
		`Object.defineProperty({}, "then", {get: function () { throw new Error("then") }})`:            `Error: then`,
		`new Proxy([], {get: function (t, n) { if (n === "length") throw new Error("l"); return 0 }})`: `Error: l`,
	} {
		if text := asJSON(t, payload(t, expression)); !strings.HasPrefix(text, `{"$type":"unreadable","value":"`+want) {
			t.Errorf("%s: %s, want %s", expression, text, want)
		}
	}
}

func asJSON(t *testing.T, v record.Value) string {
	t.Helper()
	data, err := v.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestErrorsKeepWhatTheyCarry(t *testing.T) {
	v := payload(t, `(function () { var e = new Error("boom"); e.error = "6001"; e.$type = "x"; return e })()`)
	code, _ := v.Field("error")
	tag, _ := v.Field("$type")
	if v.Kind() != record.Error || code.String() != `"6001"` || tag.String() != `"x"` {
		t.Errorf("got %s", asJSON(t, v))
	}
}

func TestDates(t *testing.T) {
	for expression, want := range map[string]string{
		`new Date(0)`:   `{"$type":"date","value":"1970-01-01T00:00:00.000Z"}`,
		`new Date(NaN)`: `{"$type":"date","value":"Invalid Date"}`,
		`{get [Symbol.toStringTag]() { return "Date" }, a: 1}`:               `{"a":1}`,
		`{get [Symbol.toStringTag]() { throw new Error("no") }, a: 1}`:       `{"a":1}`,
		`Object.defineProperty({a: 1}, "toISOString", {value: undefined})`:   `{"a":1}`,
		`Object.assign(new Date(0), {toISOString: function () { throw 1 }})`: `{"$type":"date","value":"1970-01-01T00:00:00.000Z"}`,
	} {
		if got := asJSON(t, payload(t, expression)); got != want {
			t.Errorf("%s: %s, want %s", expression, got, want)
		}
	}
}

func TestLongStrings(t *testing.T) {
	for expression, want := range map[string]struct {
		length int
		known  bool
	}{
		`"x".repeat(65536)`:                    {65536, true},
		`"x".repeat(65537)`:                    {65537, false},
		`"\u{1F600}".repeat(65536)`:            {65536, true}, // twice as many UTF-16 units, yet not too long
		`"\u{1F600}".repeat(65537)`:            {65537, false},
		`"x".repeat(300000)`:                   {300000, false},
		`"x".repeat(100) + "\u{1F600}"`:        {101, true},
		`"x".repeat(255) + "\u{1F600}" + "xx"`: {258, true},
	} {
		v := payload(t, expression)
		if _, known := v.Str(); v.Length() != want.length || known != want.known {
			t.Errorf("%s: %d characters, known: %t", expression, v.Length(), known)
		}
	}
}

// One call must not fill the line that its record is sent on, whatever it is handed.
func TestRecordsAreBounded(t *testing.T) {
	for name, body := range map[string]string{
		"many callbacks":    `for (var i = 0; i < 3000; i++) o.success(i)`,
		"many long strings": `for (var i = 0; i < 100; i++) o.success("x".repeat(60000))`,
		"many arguments":    `o.success.apply(null, new Array(5000))`,
		"a wide object":     `var p = {}; for (var i = 0; i < 50000; i++) p["key" + i] = i; o.success(p)`,
		"a long array":      `o.success(new Array(1e6))`,
		"a wide tree": `function tree(d) { var p = {}; if (d) for (var i = 0; i < 20; i++) p["k" + i] = tree(d - 1); ` +
			`return p } o.success(tree(3))`,
		"long keys": `var p = {}; for (var i = 0; i < 300; i++) p["x".repeat(50000) + i] = i; for (i = 0; i < 50; ` +
			`i++) o.success(p)`,
		"many changed keys": `for (var i = 0; i < 50000; i++) o["key" + i] = i; o.success()`,
		"keys that are written long": `var p = {}; for (var i = 0; i < 200; i++) p["\u0001".repeat(250) + i] = ` +
			`"\u0001".repeat(70000); for (i = 0; i < 50; i++) o.success(p)`,
		"a long console": `for (var i = 0; i < 5000; i++) print("\u0001".repeat(5000)); o.success()`,
		"an endless proxy": `var p = new Proxy({}, {ownKeys: function () { return ["a", "b", "c"] }, ` +
			`getOwnPropertyDescriptor: function () { return {value: 1, enumerable: true, configurable: true} }, get: function (t, n) { ` +
			`return n === "then" ? 0 : p2() }}); function p2() { return new Proxy({}, {get: function (t, n) { return n === "then" ? 0 : ` +
			`p2() }, ownKeys: function () { return ["a", "b", "c", "d", "e", "f", "g", "h"] }, getOwnPropertyDescriptor: function () { ` +
			`return {value: 1, enumerable: true, configurable: true} }}) } o.success(p)`,
	} {
		t.Run(name, func(t *testing.T) {
			a := newWorld(t).perform(wallet(body), params(false, approve))
			if len(a.Records) != 1 {
				t.Fatalf("answered %+v", a)
			}
			var line strings.Builder
			if err := record.NewWriter(&line).Write(a.Records[0]); err != nil {
				t.Fatal(err)
			}
			if line.Len() > 3<<20 {
				t.Errorf("the record takes %d bytes", line.Len())
			}
			if n := len(a.Records[0].Events); n > 1000 {
				t.Errorf("the record holds %d events", n)
			}
		})
	}
}

// No further field, however large, hides what the contract names, nor makes what complete got something else than what
// success got.
func TestALargeFurtherFieldHidesNothing(t *testing.T) {
	for name, expression := range map[string]string{
		"a long string": `{log: "x".repeat(1e6), authState: "s", authCode: "c"}`,
		"many lists": `(function () { var all = {}; for (var i = 0; i < 30; i++) { all["list" + i] = new Array(180).fill(i) } ` +
			`all.authState = "s"; all.authCode = "c"; return all })()`,
		"many characters": `{log: "\u20ac".repeat(60000), more: "\ud83d\ude00".repeat(30000), authState: "s", authCode: "c"}`,
	} {
		value := payload(t, expression)
		state, _ := value.Field("authState")
		code, _ := value.Field("authCode")
		if !state.Equal(record.Text("s")) || !code.Equal(record.Text("c")) {
			t.Errorf("%s: authState is %s and authCode is %s", name, state, code)
		}
	}
}
