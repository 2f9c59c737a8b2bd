package matchers_test

import (
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant/matchers"
	"github.com/signspec/signspec/suites/rule"
)

func TestNoResultOnFailure(t *testing.T) {
	approvedWith := func(body fields) *visit {
		return plain(record.Approve).calls(nil).hears("success", granted).asks("result", body)
	}
	check(t, matchers.NoResultOnFailure(), map[string]verdict{
		"nothing":                       {run: runOf(failed(), approved()), want: rule.Held},
		"asks":                          {run: runOf(failed().asks("status", nil), approved()), want: rule.Held},
		"prepares again":                {run: runOf(failed().asks("prepare", nil), approved()), want: rule.Held},
		"an empty result":               {run: runOf(failed().asks("result", fields{}), approved()), want: rule.Broken, observed: "after 7002 (fail)", line: 5},
		"a claim of success":            {run: runOf(failed().asks("result", fields{"resultStatus": "SUCCESS"}), approved()), want: rule.Broken},
		"the same claim as when signed": {run: runOf(failed().asks("result", fields{"ok": true}), approvedWith(fields{"ok": true, "code": code, "state": state})), want: rule.Broken},
		"reports the code":              {run: runOf(failed().asks("result", fields{"error": "7002"}), approved()), want: rule.Held},
		"reports the code in JSON text": {run: runOf(failed().asks("result", `{"e":{"code":"7002"}}`), approved()), want: rule.Held},
		"reports that it failed":        {run: runOf(failed().asks("result", fields{"ok": false}), approvedWith(fields{"ok": true, "code": code, "state": state})), want: rule.Held},
		"reports which failure":         {run: runOf(failed().asks("result", fields{"why": "refused"}), approved(), cancelled().asks("result", fields{"why": "cancelled"})), want: rule.Held},
		"which failure, beside what results have too": {run: runOf(failed().asks("result", fields{"order": 5, "why": "refused"}), approvedWith(fields{"order": 5, "code": code, "state": state}),
			cancelled().asks("result", fields{"order": 5, "why": "cancelled"})), want: rule.Held},
		"a claim that is not made after another failure": {run: runOf(failed().asks("result", fields{"ok": true}), approvedWith(fields{"ok": true, "code": code, "state": state}),
			cancelled().asks("result", fields{"ok": false})), want: rule.Broken},
		"where the code goes, without roles": {run: runOf(failed().requests("POST", "https://a/done?x=1", nil),
			plain(record.Approve).calls(nil).hears("success", granted).requests("POST", "https://a/done", granted)), want: rule.Broken, observed: "POST /done"},
		"a report that lacks the code this time": {run: runOf(
			visited("wallet/empty-failure", record.Fail).start(1).calls(nil).hears("fail", fields{}).asks("result", fields{"outcome": "NOT_SIGNED"}),
			failed().asks("result", fields{"outcome": "NOT_SIGNED", "error": "7002"}), approved()), want: rule.Held},
		"what reports and results have in common": {run: runOf(
			visited("wallet/empty-failure", record.Fail).start(1).calls(nil).hears("fail", fields{}).asks("result", fields{"order": 5}),
			failed().asks("result", fields{"order": 5, "error": "7002"}), approvedWith(fields{"order": 5, "code": code, "state": state})), want: rule.Broken},
		"never called": {run: runOf(plain(record.Fail), approved()), want: rule.Unjudged},
		"an approval":  {run: runOf(approved()), want: rule.Unjudged},
	})
}

func TestCancelIsNotError(t *testing.T) {
	quiet := plain(record.Fail).calls(nil).hears("fail", refused("7002"))
	page := func(v *visit) *visit { return v.text("Pay", "Sign").calls(nil) }
	check(t, matchers.CancelIsNotError(), map[string]verdict{
		"nothing":        {run: runOf(cancelled(), failed()), want: rule.Held},
		"nothing at all": {run: runOf(cancelled(), quiet), want: rule.Held},
		"something else": {run: runOf(cancelled().shows("toast", "maybe later"), failed()), want: rule.Held},
		"the same":       {run: runOf(cancelled().shows("toast", "failed"), failed()), want: rule.Broken, observed: `after 6001 is shown what is shown after 7002: toast "failed"`, line: 4},
		"the same, with the code and the message of the answer": {run: runOf(cancelled().shows("alert", "failed 6001: the wallet says 6001"),
			plain(record.Fail).calls(nil).hears("fail", refused("7002")).shows("alert", "failed 7002: the wallet says 7002")), want: rule.Broken},
		"the same, in the words of one of the answers": {run: runOf(cancelled().shows("toast", "the wallet says 7002"),
			plain(record.Fail).calls(nil).hears("fail", refused("7002")).shows("toast", "the wallet says 7002")), want: rule.Broken},
		"the same, at another time and with another number": {run: runOf(cancelled().shows("alert", "failed at 10:01, report 663A8FA9-D836-48EE-8AA1-1FF682989DC7"),
			plain(record.Fail).calls(nil).hears("fail", refused("7002")).shows("alert", "failed at 10:05:30, report 70B2FA9F-D836-48EE-8AA1-1FF682989DC7")), want: rule.Broken},
		"less":                   {run: runOf(cancelled().shows("toast", "failed"), failed().shows("alert", "call us")), want: rule.Held},
		"another page, the same": {run: runOf(cancelled().opens("navigateTo", "/failed?why=6001"), plain(record.Fail).calls(nil).hears("fail", refused("7002")).opens("navigateTo", "/failed?why=7002")), want: rule.Broken},
		"back":                   {run: runOf(cancelled().opens("navigateBack", ""), plain(record.Fail).calls(nil).hears("fail", refused("7002")).opens("navigateBack", "")), want: rule.Held},
		"the page by the code": {run: runOf(page(plain(record.Cancel)).hears("fail", refused("6001")).data(fields{"code": "6001"}).text("Pay", "Sign"),
			page(plain(record.Fail)).hears("fail", refused("7002")).data(fields{"code": "7002"}).text("Pay", "failed", "Sign")), want: rule.Held},
		"the page says the same": {run: runOf(page(plain(record.Cancel)).hears("fail", refused("6001")).data(fields{"note": "failed", "code": "6001"}).text("Pay", "failed", "Sign"),
			page(plain(record.Fail)).hears("fail", refused("7002")).data(fields{"note": "failed", "code": "7002"}).text("Pay", "failed", "Sign")), want: rule.Broken, observed: "failed", line: 5},
		"the button again": {run: runOf(page(plain(record.Cancel)).text("Pay", "...").hears("fail", refused("6001")).text("Pay", "Sign"),
			page(plain(record.Fail)).text("Pay", "...").hears("fail", refused("7002")).text("Pay", "Sign")), want: rule.Held},
		"data of a page that is not drawn": {run: runOf(plain(record.Cancel).calls(nil).hears("fail", refused("6001")).data(fields{"note": "failed", "busy": false}),
			plain(record.Fail).calls(nil).hears("fail", refused("7002")).data(fields{"note": "failed", "busy": false})), want: rule.Broken},
		"released, on a page that is not drawn": {run: runOf(plain(record.Cancel).data(fields{"busy": true}).calls(nil).hears("fail", refused("6001")).data(fields{"busy": false, "note": ""}),
			plain(record.Fail).data(fields{"busy": true}).calls(nil).hears("fail", refused("7002")).data(fields{"busy": false, "note": ""})), want: rule.Held},
		"unheard": {run: runOf(plain(record.Cancel).calls(nil).shows("toast", "x"), failed()), want: rule.Unjudged},
		"crashed": {run: runOf(cancelled().crashes("TypeError").shows("toast", "failed"), failed()), want: rule.Unjudged},
	})
}

func TestCancelIsNotErrorWhereMoreIsTold(t *testing.T) {
	ended := func(o record.Outcome, words ...string) *visit {
		v := plain(o).calls(nil).hears("fail", refused("7002"))
		for _, w := range words {
			v.shows("toast", w)
		}
		return v
	}
	signed := plain(record.Approve).calls(nil).hears("success", fields{}).shows("toast", "signed")
	network, unknown := ended(record.Network, "no network", "again"), ended(record.Unknown, "wait", "again")
	failed := ended(record.Fail, "failed", "again")
	check(t, matchers.CancelIsNotError(), map[string]verdict{
		"all of the failure, and more": {run: runOf(ended(record.Cancel, "cancelled", "failed", "again"), failed, signed, network, unknown), want: rule.Broken},
		"a part of it":                 {run: runOf(ended(record.Cancel, "cancelled", "again"), failed, signed, network, unknown), want: rule.Held},
		"what every failure tells": {
			run: runOf(ended(record.Cancel, "cancelled", "again"), ended(record.Fail, "again"), signed, network, unknown), want: rule.Held,
		},
		"what a signing tells": {
			run: runOf(ended(record.Cancel, "cancelled", "signed"), ended(record.Fail, "signed"), signed, network, unknown), want: rule.Held,
		},
	})
}

func TestCancelIsNotErrorOnAPageThatChangesByItself(t *testing.T) {
	ads := map[float64]string{1000: "Plan A", 9000: "Plan B", 15000: "Plan C"}
	// shop shows adverts all the while, is answered after 5 s, and tells something then, after a while.
	shop := func(o record.Outcome, words string, after float64) *visit {
		v := plain(o).text("Sign", "").calls(nil)
		show := func(from, to float64) {
			for _, at := range []float64{1000, 9000, 15000} {
				if at >= from && at < to {
					v.text("Sign", ads[at]).at(at)
				}
			}
		}
		show(0, 5000)
		v.hears("fail", refused("7002")).at(5000)
		show(5000, 5000+after)
		if words != "" {
			v.shows("alert", words).at(5000 + after)
		}
		show(5000+after, 20000)
		return v
	}
	signed := shop(record.Approve, "signed", 100)
	check(t, matchers.CancelIsNotError(), map[string]verdict{
		"the same, a while later": {run: runOf(shop(record.Cancel, "failed", 5000), shop(record.Fail, "failed", 100), signed), want: rule.Broken, observed: `alert "failed"`},
		"something else":          {run: runOf(shop(record.Cancel, "maybe later", 100), shop(record.Fail, "failed", 100), signed), want: rule.Held},
		"nothing, nor on failure": {run: runOf(shop(record.Cancel, "", 100), shop(record.Fail, "", 100), signed), want: rule.Held},
	})
}

func TestUnknownIsNotFailure(t *testing.T) {
	roles := described("prepare", "result", "status")
	check(t, matchers.UnknownIsNotFailure(), map[string]verdict{
		"asks":                 {run: runOf(unknown().asks("status", nil).shows("toast", "failed"), failed(), roles), want: rule.Held},
		"tells something else": {run: runOf(unknown().shows("toast", "not known yet"), failed(), roles), want: rule.Held},
		"tells the same":       {run: runOf(unknown().shows("toast", "failed"), failed(), roles), want: rule.Broken, observed: `toast "failed"`, line: 4},
		"tells nothing":        {run: runOf(unknown(), failed(), roles), want: rule.Broken, observed: "nothing is told", line: 3},
		"reports the failure":  {run: runOf(unknown().requests("POST", "https://a/log", fields{"e": "7001"}).shows("toast", "failed"), failed(), roles), want: rule.Broken},
		"asks in its own way":  {run: runOf(unknown().requests("GET", "https://a/orders/1", nil).shows("toast", "failed"), failed(), described("prepare", "result")), want: rule.Held},
		"prepares anew":        {run: runOf(unknown().asks("prepare", nil).shows("toast", "failed"), failed(), described("prepare", "result")), want: rule.Broken},
		"asked before":         {run: runOf(plain(record.Unknown).asks("status", nil).calls(nil).hears("fail", refused("7001")).shows("toast", "failed"), failed(), roles), want: rule.Broken},
		"crashed":              {run: runOf(unknown().crashes("TypeError"), failed(), roles), want: rule.Unjudged},
		"never called":         {run: runOf(plain(record.Unknown), failed(), roles), want: rule.Unjudged},
	})
}

// secondUnknown is a second start that ends in an unknown result, and before that a failure of the call before comes.
func secondUnknown() *visit {
	v := plain(record.Unknown).start(1).calls(nil).start(2).hears("fail", refused("7002")).asks("prepare", nil).calls(nil).
		hearsOf(2, "fail", refused("7001")).asks("status", nil)
	v.Stage.Start = 2
	return v
}

func TestUnknownNoResign(t *testing.T) {
	roles := described("prepare", "result", "status")
	check(t, matchers.UnknownNoResign(), map[string]verdict{
		"not again":                         {run: runOf(unknown().asks("status", nil), roles), want: rule.Held},
		"again at once":                     {run: runOf(unknown().calls(nil), roles), want: rule.Broken, observed: "nothing", line: 4},
		"prepared anew":                     {run: runOf(unknown().shows("confirm", "again?").asks("prepare", nil).calls(nil), roles), want: rule.Broken, observed: "POST /api/prepare"},
		"asked, then again":                 {run: runOf(said(unknown(), "NONE").calls(nil), roles), want: rule.Held},
		"asked without an answer":           {run: runOf(unknown().asks("status", nil).calls(nil), roles), want: rule.Broken},
		"asked in vain, then started again": {run: runOf(unknown().asks("status", nil).start(2).asks("prepare", nil).calls(nil), roles), want: rule.Broken},
		"started again, then asked in vain": {run: runOf(unknown().start(2).asks("status", nil).asks("prepare", nil).calls(nil), roles), want: rule.Broken},
		"pending":                           {run: runOf(said(unknown(), "PENDING").start(2).asks("prepare", nil).calls(nil), roles), want: rule.Broken},
		"no agreement in a list":            {run: runOf(unknown().asks("status", nil).replies([]any{}).start(2).calls(nil), roles), want: rule.Held},
		"a plain no":                        {run: runOf(unknown().asks("status", nil).replies(false).start(2).calls(nil), roles), want: rule.Held},
		"an answer of nothing":              {run: runOf(unknown().asks("status", nil).replies(fields{}).start(2).calls(nil), roles), want: rule.Unjudged},
		"no body":                           {run: runOf(unknown().asks("status", nil).replies("").start(2).calls(nil), roles), want: rule.Broken},
		"pending, then none":                {run: runOf(said(said(unknown(), "pending"), "none").start(2).calls(nil), roles), want: rule.Held},
		"pending, on another visit": {run: runOf(said(unknown(), "PENDING").add(record.Page, fields{"what": "load", "path": "pages/pay"}).
			start(2).asks("prepare", nil).calls(nil), roles), want: rule.Held},
		"led back to a new page": {run: runOf(said(unknown(), "PENDING").opens("redirectTo", "/pages/pay").
			add(record.Page, fields{"what": "load", "path": "pages/pay"}).start(2).asks("prepare", nil).calls(nil), roles), want: rule.Broken},
		"back, and then another visit": {run: runOf(said(unknown(), "PENDING").opens("navigateBack", "").
			add(record.Page, fields{"what": "show", "path": "pages/home"}).add(record.Page, fields{"what": "load", "path": "pages/pay"}).
			start(2).asks("prepare", nil).calls(nil), roles), want: rule.Held},
		"what comes late of an attempt before": {run: runOf(secondUnknown(), roles), want: rule.Held},
		"started again":                        {run: runOf(unknown().start(2).asks("prepare", nil).calls(nil), roles), want: rule.Broken},
		"on another visit": {run: runOf(unknown().add(record.Page, fields{"what": "load", "path": "pages/pay"}).
			start(2).asks("prepare", nil).calls(nil), roles), want: rule.Held},
		"nobody knows what to ask":          {run: runOf(unknown().start(2).asks("prepare", nil).calls(nil), described("prepare", "result")), want: rule.Held},
		"started again with the old string": {run: runOf(unknown().start(2).calls(nil), roles), want: rule.Broken},
		"pressed":                           {run: runOf(unknown().add(record.Started, fields{"start": 1, "pressed": true}).calls(nil), roles), want: rule.Broken},
		"pressed, and prepared anew":        {run: runOf(unknown().add(record.Started, fields{"start": 1, "pressed": true}).asks("prepare", nil).calls(nil), roles), want: rule.Broken},
		"perhaps by a plugin":               {run: runOf(unknown().add(record.Used, fields{"api": "requirePlugin('p')"}), roles), want: rule.Unjudged},
		"another failure":                   {run: runOf(failed().calls(nil), roles), want: rule.Unjudged},
	})
}

// said has the server be asked and say a state.
func said(v *visit, state string) *visit {
	return v.asks("status", nil).replies(fields{"state": state})
}

func TestFailureCanRetry(t *testing.T) {
	again := func(o record.Outcome) *visit {
		return visited(matchers.AgainPrefix+string(o), o).start(1).calls(nil).hears("fail", refused("7002")).start(2)
	}
	roles := described("status")
	check(t, matchers.FailureCanRetry(), map[string]verdict{
		"calls again": {run: runOf(again(record.Fail).asks("prepare", nil).calls(nil), roles), want: rule.Held},
		"dead":        {run: runOf(again(record.Fail), roles), want: rule.Broken, observed: "after fail, starting again did not call it, and did this: nothing", line: 3},
		"off": {run: runOf(visited(matchers.AgainPrefix+"fail", record.Fail).start(1).calls(nil).hears("fail", refused("7002")).blocked(2, "disabled"), roles),
			want: rule.Broken, observed: "starting again did not call it, and did this: pressed onSign in vain (disabled)"},
		"asks only":                           {run: runOf(again(record.Cancel).asks("status", nil), roles), want: rule.Broken},
		"asks after an unknown result":        {run: runOf(again(record.Unknown).asks("status", nil), roles), want: rule.Held},
		"asks after a failure without a code": {run: runOf(visited(matchers.EmptyFailureThenStart, record.Fail).start(1).calls(nil).hears("fail", fields{}).start(2).asks("status", nil), roles), want: rule.Held},
		"dead after a failure without a code": {run: runOf(visited(matchers.EmptyFailureThenStart, record.Fail).start(1).calls(nil).hears("fail", fields{}).start(2), roles), want: rule.Broken},
		"asks where results go": {run: runOf(again(record.Unknown).requests("POST", "https://a/all", nil), roles,
			plain(record.Approve).calls(nil).hears("success", granted).requests("POST", "https://a/all", granted)), want: rule.Unjudged},
		"crashed":      {run: runOf(again(record.Fail).crashes("TypeError"), roles), want: rule.Unjudged},
		"never called": {run: runOf(visited(matchers.AgainPrefix+"fail", record.Fail).start(1).start(2)), want: rule.Unjudged},
	})
}

func TestUndocumentedCodeIsNotSuccess(t *testing.T) {
	odd := func(payload fields) *visit {
		return visited("wallet/undocumented-code", record.Fail).start(1).calls(nil).hears("fail", payload)
	}
	strange := refused("9999")
	check(t, matchers.UndocumentedCodeIsNotSuccess(), map[string]verdict{
		"as a failure":                    {run: runOf(odd(strange).shows("toast", "failed"), approved(), failed()), want: rule.Held},
		"quiet":                           {run: runOf(odd(fields{}), approved(), failed()), want: rule.Held},
		"told signed":                     {run: runOf(odd(fields{}).shows("toast", "signed"), approved(), failed()), want: rule.Broken, observed: "given {}", line: 4},
		"sends a result":                  {run: runOf(odd(strange).asks("result", fields{}), approved(), failed()), want: rule.Broken, observed: "9999"},
		"reports it":                      {run: runOf(odd(strange).asks("result", fields{"error": "9999"}), approved(), failed()), want: rule.Held},
		"crashes":                         {run: runOf(odd(fields{}).crashes("TypeError: length"), approved(), failed()), want: rule.Broken, observed: "TypeError", line: 4},
		"passes the answer on, as always": {run: runOf(odd(strange).rejects(strange), approved(), failed().rejects(refused("7002"))), want: rule.Held},
		"crashes as always":               {run: runOf(odd(fields{}).crashes("TypeError: length"), approved(), failed().crashes("TypeError: length")), want: rule.Held},
	})
}
