package drivers_test

import (
	"strings"
	"testing"
)

// Each of these runs after the probe was loaded, as part of a wallet that otherwise works, and must change nothing
// of what is seen.
func TestHostileWorld(t *testing.T) {
	const want = `0 return(<promise>); 5 opened("https://sign"); 5 success({authCode: "c"}); 5 uncaught(Error("the page that ` +
		`would show this is gone (success of 1)"), "exception", "callback"); 6 complete({authCode: "c"}); 6 resolve(1); settled`
	for name, hostile := range map[string]string{
		"none":          ``,
		"replaced JSON": `JSON.stringify = function () { return "{}" }; JSON.parse = null`,
		"toJSON everywhere": `Object.prototype.toJSON = Array.prototype.toJSON = String.prototype.toJSON = ` +
			`Number.prototype.toJSON = function () { return "hacked" }`,
		"replaced Object": `Object.keys = Object.create = Object.defineProperty = Object.freeze = ` +
			`Object.getOwnPropertyNames = Object.getOwnPropertyDescriptor = function () { throw new Error("hacked") }; Object = null`,
		"replaced Object.prototype": `Object.prototype.hasOwnProperty = Object.prototype.toString = Object.prototype.valueOf = ` +
			`function () { throw new Error("hacked") }`,
		"replaced Array": `Array.isArray = function () { return false }; ["push", "slice", "concat", "indexOf", ` +
			`"forEach", "map", "join"].forEach(function (n) { Array.prototype[n] = function () { throw new Error("hacked") } }); Array = null`,
		"setters on Array.prototype": `for (var i = 0; i < 20; i++) Object.defineProperty(Array.prototype, i, {get: function () { ` +
			`return "hacked" }, set: function () { throw new Error("hacked") }})`,
		"setters on Object.prototype": `["at", "type", "args", "id", "events", "settled", "open", "end", "value", "$type", "name", "code", "message", "request", "mode", "last"].forEach(function (n) {
			Object.defineProperty(Object.prototype, n, Object.assign(Object.create(null), {get: function () { return undefined }, set: function () { throw new Error("hacked") }})) })`,
		"values on Object.prototype": `["overlap", "stage", "fill", "throws", "frozen", "watch", "poke", "wait", "signStr", "value", "get", "set", "writable"].forEach(function (n) {
			Object.defineProperty(Object.prototype, n, Object.assign(Object.create(null), {value: function () { return "hacked" }, configurable: true, writable: true})) })`,
		"replaced Function.prototype": `Function.prototype.call = Function.prototype.apply = Function.prototype.bind = function () { ` +
			`throw new Error("hacked") }`,
		"replaced String.prototype": `["trim", "substring", "slice", "indexOf", "charCodeAt"].forEach(function (n) { ` +
			`String.prototype[n] = function () { return "hacked" } }); String = null`,
		"replaced RegExp.prototype":  `RegExp.prototype.test = RegExp.prototype.exec = function () { return null }`,
		"replaced Promise":           `Promise = function () { throw new Error("hacked") }`,
		"replaced Error":             `Error = TypeError = function () { this.message = "hacked" }`,
		"replaced Symbol and BigInt": `Symbol = BigInt = null`,
		"replaced Math and Date":     `Math.round = Date.now = function () { return NaN }; Date = Math = null`,
		"replaced globals":           `isFinite = isNaN = undefined; signspecProbe = null; setTimeout = print = undefined`,
		"frozen intrinsics": `[Object, Array, Function, String, Error, JSON].forEach(function (f) { Object.freeze(f); ` +
			`Object.freeze(f.prototype) })`,
		"the probe's own environment": `var its = {stage: stage, opened: opened}; ["stage", "opened"].forEach(function (n) { (0, eval)(n + ' = null');
			globalThis[n] = function () { try { this.wait = this.poke = this.onUncaught = function (ms, isDone, then) { then("idle") };
			this.now = function () { return 0 }; this.my = null; this.opened = this.stage = null } catch (e) {} return its[n]() } })`,
		"no constructor": `Object.prototype.constructor = Array.prototype.constructor = undefined`,
	} {
		t.Run(name, func(t *testing.T) {
			source := `
				var later = setTimeout, resolved = Promise.resolve(1), page = [];
				var my = {signContract: function (o) {
					page = [o.signStr];
					later(function () { o.success({authCode: "c"}) }, 5);
					later(function () { o.complete({authCode: "c"}) }, 6);
					return {then: function (ok) { later(function () { ok(1) }, 6) }};
				}};
				function stage() { return {signStr: "https://sign"} }
				function opened() { var now = page; page = []; return now }
			`
			w := newWorld(t)
			call := w.parse("[" + params(false, approve+`, throws: ["success"], watch: true`) + "]")
			w.set("theParams", call.Get("0"))
			a := w.perform(source+"\n(function () {"+hostile+"})();", "theParams")
			if a.Error != nil || len(a.Records) != 1 {
				t.Fatalf("answered %+v", a.Error)
			}
			got := timeline(a.Records[0])
			got = strings.Replace(got, `0 opened("https://sign"); `, "", 1)
			if got != strings.Replace(want, `5 opened("https://sign"); `, "", 1) {
				t.Errorf("\n got %s\nwant %s", got, want)
			}
			if n := len(a.Records[0].Of("opened")); n != 1 {
				t.Errorf("%d pages opened", n)
			}
		})
	}
}

// A hostile wallet keeps the callbacks of one call and calls them during the next, which is seen in the record of the
// first, and when everything is over.
func TestCallbacksKeptAfterTheEnd(t *testing.T) {
	w := newWorld(t)
	a := w.perform(`var kept = [], thrown; var my = {signContract: function (o) { kept.forEach(function (k) { k.success("late") `+
		`}); kept.push(o); o.success("own") }};`+staged,
		params(false, approve, approve+`, throws: ["success"]`))
	for i, r := range a.Records {
		if got, want := len(r.Of("success")), 2-i; got != want {
			t.Errorf("%s: %s", r.ID, timeline(r))
		}
	}
	before := timeline(a.Records[1])
	w.run("later", `kept.forEach(function (k) { k.success("later"); k.fail("later"); k.complete("later") })`) // must not throw either
	if after := timeline(a.Records[1]); after != before {
		t.Errorf("the record changed after the end: %s", after)
	}
}

// An error of an earlier, closed call is not put down to a later one as its own.
func TestUncaughtErrorsAfterTheEnd(t *testing.T) {
	w := newWorld(t)
	a := w.perform(wallet(`o.success(1)`), params(false, approve))
	w.uncaught(w.vm.ToValue("late"), "exception")
	if got := timeline(a.Records[0]); got != `0 success(1); 0 return(undefined); settled` {
		t.Error(got)
	}
}

func TestDescribe(t *testing.T) {
	for my, want := range map[string]string{
		`{signContract: function () {}}`: `{"entry":{"$type":"function"}}`,
		`{}`:                             `{"entry":{"$type":"undefined"}}`,
		`undefined`:                      `{"entry":{"$type":"undefined"}}`,
		`null`:                           `{"entry":{"$type":"undefined"}}`,
		`{signContract: {}}`:             `{"entry":{}}`,
		`{get signContract() { throw new Error("no") ` +
			`}}`: `{"entry":{"$type":"unreadable","value":"Error: no"}}`,
		`{signContract: Date, SDKVersion: "2.7.20", canIUse: function (n) { return this.SDKVersion && n === "signContract" ` +
			`}}`: `{"entry":{"$type":"function"},"sdkVersion":"2.7.20","canIUse":true}`,
		`{SDKVersion: 2, canIUse: function () { throw new Error("no") ` +
			`}}`: `{"entry":{"$type":"undefined"},"sdkVersion":2,"canIUse":{"$type":"unreadable","value":"Error: no"}}`,
		`{SDKVersion: null, canIUse: true}`: `{"entry":{"$type":"undefined"},"sdkVersion":null,"canIUse":{"$type":"unreadable","value":"my.canIUse is not a function"}}`,
		`new (class { signContract() {} get SDKVersion() { return "1.0" } ` +
			`})`: `{"entry":{"$type":"function"},"sdkVersion":"1.0"}`,
		`new Proxy({}, {get: function () { throw new Error("trap") ` +
			`}})`: `{"entry":{"$type":"unreadable","value":"Error: ` +
			`trap"},"sdkVersion":{"$type":"unreadable","value":"Error: trap"},"canIUse":{"$type":"unreadable","value":"my.canIUse is ` +
			`not a function"}}`,
	} {
		w := newWorld(t)
		got := w.run("describe", `signspecProbe.stringify(signspecProbe.describe(`+my+`, {kind: "method", name: "signContract"}))`).String()
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", my, got, want)
		}
	}
	w := newWorld(t)
	got := w.run("describe", `signspecProbe.stringify(signspecProbe.describe({call: function () {}, canIUse: function (n) { return `+
		`n }}, {kind: "call", name: "qicardSignContract"}))`).String()
	if got != `{"entry":{"$type":"function"},"canIUse":"qicardSignContract"}` {
		t.Error(got)
	}
}
