package drivers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

const (
	approve = `stage: {outcome: "approve", authState: "s"}, args: {}, fill: "signStr", callbacks: ["success", "fail", "complete"]`
	staged  = `function stage(request) { return {signStr: "https://sign"} }`
)

// wallet is a wallet whose signContract has the body.
func wallet(body string) string {
	return "var my = {signContract: function (o) {" + body + "}};\n" + staged
}

func TestTimelines(t *testing.T) {
	for name, c := range map[string]struct{ wallet, call, want string }{
		"a success": {
			wallet(`setTimeout(function () { o.success({authCode: "c"}); o.complete({authCode: "c"}) }, 812.5)`), approve,
			`0 return(undefined); 812.5 success({authCode: "c"}); 812.5 complete({authCode: "c"}); settled`,
		},
		"a failure": {
			wallet(`setTimeout(function () { o.fail({error: "6001"}); o.complete() }, 5)`), approve,
			`0 return(undefined); 5 fail({error: "6001"}); 5 complete(); settled`,
		},
		"callbacks before the call returns": {
			wallet(`o.success({}); o.complete({}); return 7`), approve,
			`0 success({}); 0 complete({}); 0 return(7); settled`,
		},
		"the order of timers and promise jobs": {
			wallet(`setTimeout(function () { Promise.resolve().then(function () { o.complete() }); o.success({}) }, 1)`), approve,
			`0 return(undefined); 1 success({}); 1 complete(); settled`,
		},
		"a callback that comes a second time a minute later": {
			wallet(`setTimeout(function () { o.success(1) }, 5); setTimeout(function () { o.success(2) }, 60000)`), approve,
			`0 return(undefined); 5 success(1); 60000 success(2); settled`,
		},
		"a callback that comes too late is not in the record": {
			wallet(`setTimeout(o.success, 5); setTimeout(o.success, 120006)`), approve,
			`0 return(undefined); 5 success(); settled`,
		},
		"silence with nothing left":     {wallet(``), approve, `0 return(undefined); idle`},
		"silence with an endless timer": {wallet(`(function tick() { setTimeout(tick, 50000) })()`), approve, `0 return(undefined); deadline`},
		"the number of arguments": {wallet(`o.success(); o.fail(undefined); o.complete(1, 2, 3)`), approve,
			`0 success(); 0 fail(undefined); 0 complete(1, 2, 3); 0 return(undefined); settled`},
		"a callback called as a method of anything": {
			wallet(`o.success.call(null, 1); o.success.call(Object.freeze({}), 2); o.complete.apply(undefined, [3])`), approve,
			`0 success(1); 0 success(2); 0 complete(3); 0 return(undefined); settled`,
		},
		"a payload that changes after the callback": {
			wallet(`var p = {authCode: "first"}; o.success(p); p.authCode = "second"; o.complete(p)`), approve,
			`0 success({authCode: "first"}); 0 complete({authCode: "second"}); 0 return(undefined); settled`,
		},
		"an exception":   {wallet(`throw new TypeError("boom")`), approve, `0 throw(TypeError("boom")); idle`},
		"a thrown text":  {wallet(`throw "boom"`), approve, `0 throw("boom"); idle`},
		"a missing API":  {`var my = {}; ` + staged, approve, `0 throw(TypeError("my.signContract is not a function")); idle`},
		"success only":   {wallet(`o.success(1); o.fail && o.fail(2)`), `stage: {outcome: "approve"}, args: {}, callbacks: ["success"]`, `0 success(1); 0 return(undefined); settled`},
		"nothing passed": {wallet(`setTimeout(function () {}, 5); return Object.keys(o).length`), `args: {}, callbacks: []`, `0 return(0); idle`},
		"no argument":    {wallet(`return arguments.length`), `args: {$type: "undefined"}, callbacks: ["success"]`, `0 return(0); idle`},
		"a function's text": {
			wallet(`return [typeof o.s, o.s + "", JSON.stringify([o.s]), o.f()]`),
			`args: {s: {valueOf: {$type: "function", value: "t"}, toJSON: {$type: "function", value: "t"}}, f: {$type: "function"}}, callbacks: []`,
			`0 return(["object", "t", "[\"t\"]", undefined]); idle`,
		},
		"null": {wallet(`return o`), `args: null, callbacks: ["success"]`, `0 return(null); idle`},
		"undefined in a field": {
			wallet(`return ["signStr" in o, typeof o.signStr]`), `args: {signStr: {$type: "undefined"}}, callbacks: []`,
			`0 return([true, "undefined"]); idle`,
		},
		"what JSON cannot hold, as arguments": {
			wallet(`return [typeof o.f, typeof o.s, o.n !== o.n, o.i, o.d.getTime(), o.a, o.o.$type]`),
			`args: {f: {$type: "function"}, s: {$type: "symbol"}, n: {$type: "nan"}, i: {$type: "-infinity"}, d: {$type: "date", value: ` +
				`"1970-01-01T00:00:01.000Z"}, a: [1, [2]], o: {$type: "object", value: {$type: "x"}}}, callbacks: []`,
			`0 return(["function", "symbol", true, -Infinity, 1000, [1, [2]], "x"]); idle`,
		},
		"a frozen argument": {
			wallet(`"use strict"; o.success(Object.isFrozen(o)); o.x = 1`), approve + `, frozen: true`,
			`0 success(true); 0 throw(TypeError("Cannot add property x, object is not extensible")); settled`,
		},
		"a promise that is left alone": {
			wallet(`o.fail(1); return Promise.reject(2)`), approve,
			`0 fail(1); 0 return(<promise>); 0 uncaught(2, "rejection"); settled`,
		},
		"a promise that is watched": {
			wallet(`o.fail(1); return Promise.reject({error: "6001"})`), approve + `, watch: true`,
			`0 fail(1); 0 return(<promise>); 0 reject({error: "6001"}); settled`,
		},
		"only a promise": {
			wallet(`return new Promise(function (ok) { setTimeout(function () { ok({authCode: "c"}) }, 9) })`),
			`args: {}, callbacks: [], watch: true`,
			`0 return(<promise>); 9 resolve({authCode: "c"}); settled`,
		},
		"a promise does not settle a call that passed callbacks": {
			wallet(`return Promise.resolve(1)`), approve + `, watch: true`,
			`0 return(<promise>); 0 resolve(1); idle`,
		},
		"a thenable that calls twice": {
			wallet(`return {then: function (ok, no) { ok(1); no(2) }}`), `args: {}, callbacks: [], watch: true`,
			`0 return(<promise>); 0 resolve(1); 0 reject(2); settled`,
		},
		"a thenable that throws": {
			wallet(`return {then: function () { throw new Error("boom") }}`), `args: {}, callbacks: [], watch: true`,
			`0 return(<promise>); 0 reject(Error("boom")); settled`,
		},
		"a thenable that throws after it called": {
			wallet(`return {then: function (ok) { ok(1); throw new Error("boom") }}`), `args: {}, callbacks: [], watch: true`,
			`0 return(<promise>); 0 resolve(1); settled`,
		},
		"a thenable that never settles": {
			wallet(`return {then: function () {}}`), `args: {}, callbacks: [], watch: true`,
			`0 return(<promise>); idle`,
		},
		"an exception that nobody caught": {
			wallet(`setTimeout(function () { throw new RangeError("late") }, 3)`), approve,
			`0 return(undefined); 3 uncaught(RangeError("late"), "exception"); idle`,
		},
		"a throwing callback whose error nobody caught": {
			wallet(`setTimeout(function () { o.success(1) }, 3); setTimeout(function () { o.complete(1) }, 4)`), approve + `, throws: ["success"]`,
			`0 return(undefined); 3 success(1); 3 uncaught(Error("the page that would show this is gone (success of 1)"), ` +
				`"exception", "callback"); 4 complete(1); settled`,
		},
		"a throwing callback whose error comes back wrapped": {
			wallet(`setTimeout(function () { try { o.fail(1) } catch (e) { throw new Error("while failing: " + e.message) } }, 3)`),
			approve + `, throws: ["fail"]`,
			`0 return(undefined); 3 fail(1); 3 uncaught(Error("while failing: the page that would show this is gone (fail of ` +
				`1)"), "exception", "callback"); settled`,
		},
		"a throwing callback whose error reaches the caller": {
			wallet(`o.complete(1)`), approve + `, throws: ["complete"]`,
			`0 complete(1); 0 throw(Error("the page that would show this is gone (complete of 1)"), "callback"); settled`,
		},
		"a throwing callback that the wallet contains": {
			wallet(`try { o.success(1) } catch (e) {} o.complete(1)`), approve + `, throws: ["success"]`,
			`0 success(1); 0 complete(1); 0 return(undefined); settled`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			a := newWorld(t).perform(c.wallet, params(false, c.call))
			if a.Error != nil || a.Untested != "" || len(a.Records) != 1 {
				t.Fatalf("answered %+v", a)
			}
			if got := timeline(a.Records[0]); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestRecordSaysWhatWasPassed(t *testing.T) {
	a := newWorld(t).perform(wallet(`o.success()`), params(false,
		`stage: {outcome: "cancel", authState: "s", signStr: "wish"}, args: {extra: 1}, fill: "authUrl", callbacks: ["success"], `+
			`throws: ["success"], frozen: true, watch: true`))
	r := a.Records[0]
	if r.ID != "test#1" || r.Scenario != "test" || r.API != "my.signContract" || r.Args.String() != `{authUrl: "https://sign", extra: 1}` ||
		!slices.Equal(r.Callbacks, []string{"success"}) || !slices.Equal(r.Throws, []string{"success"}) || !r.Frozen || !r.Watched ||
		r.Stage.Outcome != "cancel" || r.Stage.AuthState != "s" || r.Stage.SignStr != "wish" {
		t.Errorf("got %+v", r)
	}
}

func TestCallEntry(t *testing.T) {
	p := strings.Replace(params(false, `args: {a: 1}, callbacks: ["success"]`, `args: {$type: "undefined"}, callbacks: []`),
		`kind: "method"`, `kind: "call"`, 1)
	a := newWorld(t).perform(`var my = {call: function (name, o) { if (o) o.success(this === my, name, o.a); return arguments.length }}`, p)
	if a.Records[0].API != "my.call('signContract')" {
		t.Errorf("API %q", a.Records[0].API)
	}
	if got := timeline(a.Records[0]) + " | " + timeline(a.Records[1]); got != `0 success(true, "signContract", 1); 0 return(2); `+
		`settled | 0 return(1); idle` {
		t.Error(got)
	}
}

func TestOneAfterAnotherAndOverlapping(t *testing.T) {
	slow := `var n = 0; var my = {signContract: function (o) { var me = ++n; setTimeout(function () { o.success(me) }, me === 1 ? ` +
		`100 : 10) }};` + staged
	call := `stage: {outcome: "approve"}, args: {}, fill: "signStr", callbacks: ["success"]`
	for overlap, want := range map[bool]string{
		false: `0: 0 return(undefined); 100 success(1); settled | 100: 0 return(undefined); 10 success(2); settled`,
		true:  `0: 0 return(undefined); 100 success(1); settled | 0: 0 return(undefined); 10 success(2); settled`,
	} {
		a := newWorld(t).perform(slow, params(overlap, call, call))
		var got []string
		for _, r := range a.Records {
			got = append(got, fmt.Sprint(r.StartedAt)+": "+timeline(r))
		}
		if strings.Join(got, " | ") != want {
			t.Errorf("overlap %t:\n got %s\nwant %s", overlap, strings.Join(got, " | "), want)
		}
	}
}

// In an overlapping scenario each call ends as it did, not as its neighbour.
func TestOverlappingCallsEndEachInItsWay(t *testing.T) {
	w := `var n = 0; var my = {signContract: function (o) { if (++n === 2) setTimeout(o.success, 10) }};` + staged
	a := newWorld(t).perform(w, params(true, approve, approve))
	if got := timeline(a.Records[0]) + " | " + timeline(a.Records[1]); got != `0 return(undefined); idle | 0 return(undefined); 10 `+
		`success(); settled` {
		t.Error(got)
	}
}

func TestChangedOptions(t *testing.T) {
	for body, want := range map[string]string{
		`o.success()`:                                                 ``,
		`o.signStr = "other"; o.success()`:                            `signStr="other"`,
		`delete o.signStr; o.success()`:                               `signStr=undefined`,
		`o.taskId = 7; o.success()`:                                   `taskId=7`,
		`var s = o.success; o.success = null; s()`:                    `success=null`,
		`Object.defineProperty(o, "hidden", {value: 1}); o.success()`: `hidden=1`,
		`Object.defineProperty(o, "signStr", {get: function () { throw new Error("no") }}); o.success()`: `signStr=<unreadable`,
		`setTimeout(function () { o.late = true; o.success() }, 9)`:                                      `late=true`,
	} {
		a := newWorld(t).perform(wallet(body), params(false, approve))
		var got []string
		for name, value := range a.Records[0].Changed {
			got = append(got, name+"="+value.String())
		}
		if text := strings.Join(got, " "); text != want && (want == "" || !strings.HasPrefix(text, want)) {
			t.Errorf("%s: changed %q, want %q", body, got, want)
		}
	}
}

func TestConsole(t *testing.T) {
	w := `print("loaded");` + strings.Replace(wallet(`print("called"); setTimeout(function () { print("done"); o.success() }, 5)`),
		`{ return`, `{ print("staging"); return`, 1)
	a := newWorld(t).perform(w, params(false, approve, approve))
	for _, r := range a.Records {
		if !slices.Equal(r.Console, []string{"called", "done"}) {
			t.Errorf("%s: console %q", r.ID, r.Console)
		}
	}
}

func TestStackOfAnException(t *testing.T) {
	a := newWorld(t).perform(wallet("\n\nthrow new Error('boom')"), params(false, approve))
	stack, _ := a.Records[0].Events[0].Arg().Field("stack")
	if text, _ := stack.Str(); !strings.Contains(text, "wallet.js:3") {
		t.Errorf("the stack %q does not name the place", text)
	}
}
