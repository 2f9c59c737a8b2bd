package drivers_test

import (
	"strings"
	"testing"
)

const configuration = -32001 // protocol.CodeConfiguration, which a test of the probe alone does not need to import

const accepting = `var my = {signContract: function (o) { o.success(o.signStr) }};`

func TestStageAnswers(t *testing.T) {
	for name, stage := range map[string]string{
		"at once":               `return {signStr: "https://sign"}`,
		"by a promise":          `return Promise.resolve({signStr: "https://sign"})`,
		"after a while":         `return new Promise(function (ok) { setTimeout(function () { ok({signStr: "https://sign"}) }, 4000) })`,
		"by a thenable at once": `return {then: function (ok) { ok({signStr: "https://sign"}) }}`,
		"by a thenable of a thenable, twice, and then a throw": `return {then: function (ok, no) {
			ok({then: function (ok) { ok({signStr: "https://sign"}) }}); ok(1); no(2); throw 3 }}`,
		"from a class":    `return new (class { get signStr() { return "https://sign" } })()`,
		"the wish itself": `return {signStr: request.signStr || "https://sign"}`,
	} {
		a := newWorld(t).perform(accepting+`function stage(request) {`+stage+`}`, params(false, approve))
		if len(a.Records) != 1 || timeline(a.Records[0]) != `0 success("https://sign"); 0 return(undefined); settled` {
			t.Errorf("%s: %+v", name, a)
		}
	}
}

func TestStageIsAskedForWhatThePlanStages(t *testing.T) {
	w := newWorld(t)
	a := w.perform(`var asked = []; var my = {signContract: function (o) { asked.push(["call", o.signStr]) }};
		function stage(r) { asked.push(["stage", r.outcome, r.authState, r.signStr, Object.keys(r).join()]); return {} }`,
		params(true, `stage: {outcome: "network", authState: "s", signStr: "wish"}, args: {}, fill: "signStr", callbacks: ["fail"]`,
			`stage: {outcome: "approve"}, args: {signStr: 7}, callbacks: ["fail"]`,
			`args: {signStr: 8}, callbacks: ["fail"]`))
	if a.Error != nil {
		t.Fatal(a.Error)
	}
	const want = `[["stage","network","s","wish","outcome,authState,signStr"],["call","wish"],["stage","approve",null,null,"outcome"],["call",7],["call",8]]`
	if got := w.run("asked", "JSON.stringify(asked)").String(); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestStageCannot(t *testing.T) {
	for stage, want := range map[string]string{
		`return null`:                  "stage returned null for outcome approve",
		``:                             "stage returned undefined for outcome approve",
		`return Promise.resolve(null)`: "stage returned null for outcome approve",
	} {
		a := newWorld(t).perform(accepting+`function stage() {`+stage+`}`, params(false, approve))
		if a.Untested != want || len(a.Records) != 0 || a.Error != nil {
			t.Errorf("%s: %+v", stage, a)
		}
	}
}

func TestStageIsWrong(t *testing.T) {
	for stage, want := range map[string]string{
		`return 42`: `stage returned 42 for outcome "approve"; it must return { signStr: "..." }, or null where the ` +
			`outcome cannot be staged`,
		`return "https://sign"`:                           `stage returned "https://sign" for outcome "approve"; it must return`,
		`return ["x"]`:                                    `stage returned ["x"] for outcome "approve"; it must return`,
		`return function () {}`:                           `stage returned {"$type":"function"} for outcome "approve"`,
		`return new Error("x")`:                           `stage returned {"$type":"error","value":{"name":"Error","message":"x"}} for outcome "approve"`,
		`return {}`:                                       `stage returned {}, without a signStr, for outcome "approve"; it must return`,
		`return {signstr: "x"}`:                           `stage returned {"signstr":"x"}, without a signStr,`,
		`return {signStr: 42}`:                            `stage returned the signStr 42 for outcome "approve"; it must be a string that is not blank`,
		`return {signStr: null}`:                          `stage returned the signStr null for outcome "approve"`,
		`return {signStr: " \n"}`:                         `stage returned the signStr " \n" for outcome "approve"; it must be a string that is not blank`,
		`return {get signStr() { throw new Error("x") }}`: `reading signStr of what stage returned threw Error: x for outcome "approve"`,
		`throw new TypeError("x is not a function")`:      `stage threw TypeError: x is not a function for outcome "approve"`,
		`throw "x"`:                                       `stage threw x for outcome "approve"`,
		`return Promise.reject(new Error("no sandbox"))`: `stage threw Error: no ` +
			`sandbox for outcome "approve"`,
		`return {then: function () { throw new Error("x") }}`: `stage threw Error: x for ` +
			`outcome "approve"`,
		`return {get then() { throw new Error("x") }}`: `stage threw Error: x for ` +
			`outcome "approve"`,
		`return new Promise(function () {})`: `stage did not answer for ` +
			`outcome "approve", and nothing is left that could`,
		`(function tick() { setTimeout(tick, 500) })(); return new Promise(function () {})`: `stage did not answer for ` +
			`outcome "approve" within 120000 ms`,
		`setTimeout(function () { throw new Error("inside") }, 1); return new Promise(function () {})`: `and nothing is left that ` +
			`could; meanwhile nothing caught Error: inside`,
	} {
		a := newWorld(t).perform(accepting+`function stage() {`+stage+`}`, params(false, approve))
		if a.Error == nil || a.Error.Code != configuration || !strings.Contains(a.Error.Message, want) || len(a.Records) != 0 {
			t.Errorf("%s:\n got %+v\nwant %s", stage, a.Error, want)
		}
	}
	a := newWorld(t).perform(accepting, params(false, approve))
	if a.Error == nil || a.Error.Code != configuration || !strings.Contains(a.Error.Message, "the adapter has no stage function") {
		t.Errorf("no stage: %+v", a.Error)
	}
}

func TestStageErrorNamesThePlace(t *testing.T) {
	a := newWorld(t).perform(accepting+"\nfunction stage() {\n  throw new Error('x')\n}", params(false, approve))
	if a.Error == nil || !strings.Contains(a.Error.Data.Stack, "wallet.js:3") {
		t.Errorf("got %+v", a.Error)
	}
}

func TestArgumentsThatCannotBePassed(t *testing.T) {
	for args, want := range map[string]string{
		`{a: {$masked: {length: 3, hmac: "x"}}}`: "the probe failed: Error: a masked value cannot be passed to a wallet",
		`{a: {$type: "circular"}}`:               `a value of type "circular" cannot be passed to a wallet`,
	} {
		a := newWorld(t).perform(accepting, params(false, `callbacks: [], args: `+args))
		if a.Error == nil || a.Error.Code != -32000 || !strings.Contains(a.Error.Message, want) {
			t.Errorf("%s: %+v", args, a.Error)
		}
	}
}
