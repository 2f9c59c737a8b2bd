package matchers_test

import (
	"slices"
	"strings"
	"testing"

	. "github.com/onsi/gomega"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
	"github.com/signspec/signspec/suites/wallet/matchers"
)

// A correct run in one piece: nothing in it may break any rule.
func correctRun() []record.Record {
	second := staged("recover/cancel#2", record.Approve).succeeds("code-3").complete()
	overlapping := func(id, code string) *call {
		return staged(id, record.Approve).with(func(r *record.Record) { r.Overlap, r.Stage.AuthState = true, "state-of-"+code }).succeeds(code).complete()
	}
	return run(
		approve().succeeds("code-1").complete(),
		cancel().fails("6001").complete(),
		staged("network/all-callbacks#1", record.Network).fails("6002").complete(failure("6002", "failed")),
		staged("unknown/all-callbacks#1", record.Unknown).fails("7001").complete(),
		staged("fail/all-callbacks#1", record.Fail).fails("7002").complete(),
		approve().callbacks().with(func(r *record.Record) { r.Watched = true }).silent(),
		approve().callbacks("fail").silent(),
		approve().callbacks("complete").complete(),
		cancel().callbacks("success").silent(),
		refused(record.Value{}).fails("7002").complete(),
		refused(record.Num(3)).fails("7002").complete(),
		refused(record.Text("  ")).fails("7002").complete(),
		staged("recover/cancel#1", record.Cancel).fails("6001").complete(), second,
		overlapping("overlap/approve+approve#1", "code-8"), overlapping("overlap/approve+approve#2", "code-9"),
		overlap("network, approve(overlapping)#1", record.Network).fails("6002").complete(failure("6002", "failed")), // a device has one network
		overlap("network, approve(overlapping)#2", record.Approve).fails("6002").complete(failure("6002", "failed")),
	)
}

// A sign string that was made beforehand carries a state that nobody knows: whatever comes back then is neither right
// nor wrong.
func TestAStateThatNobodyKnowsIsNotJudged(t *testing.T) {
	r := run(approve().with(func(r *record.Record) { r.Stage.AuthState = "" }).succeeds("code-1").complete())
	for _, m := range []*matchers.Matcher{matchers.AuthStateEcho(), matchers.AuthStateMax(), matchers.AuthStateVerbatim()} {
		for _, j := range m.Judge(r...) {
			if j.Status != matchers.Unjudged {
				t.Errorf("%s is %s: %s", m.Rule(), j.Status, j.Observed)
			}
		}
	}
}

func TestNoRuleIsBrokenByACorrectRun(t *testing.T) {
	for _, m := range wallet.Matchers() {
		for _, j := range m.Judge(correctRun()...) {
			if j.Status == matchers.Broken {
				t.Errorf("%s is broken by %s: expected %s, observed %s", m.Rule(), j.Record.ID, j.Expected, j.Observed)
			}
		}
	}
}

// Each fault is judged within the correct run's company, in the place of the record with its id, and breaks exactly
// the rules that are named.
func TestAFaultBreaksExactlyItsRules(t *testing.T) {
	long := strings.Repeat("x", 300)
	thrown := record.Of(record.Error)
	for _, fault := range []struct {
		name   string
		breaks string
		calls  []record.Record
	}{
		{"missing parameter succeeds", "sign-str-required", run(refused(record.Of(record.Null)).succeeds("code-z").complete())},
		{"number succeeds", "sign-str-type", run(refused(record.Num(0)).succeeds("code-z").complete())},
		{"blank succeeds after having failed", "sign-str-empty one-outcome", run(refused(record.Text("\t")).fails("7002").succeeds("code-z").complete())},
		{"opened with another string", "sign-str-verbatim page-opened", // the other approvals of the run open nothing
			run(approve().event(record.Opened, record.Text("https://wallet.example/a?authId=2")).succeeds("c-11").complete())},
		{"exception where complete is absent", "callbacks-optional", run(approve().callbacks("success").succeeds("c-11").event(record.Uncaught, thrown, record.Text("exception")))},
		{"success withheld where fail is absent", "callbacks-optional", run(approve().callbacks("success", "complete").complete())},
		{"throws", "no-throw", run(refused(record.Value{}).with(func(r *record.Record) { r.Events = nil }).event(record.Threw, thrown))},
		{"throws after failing", "no-throw", run(refused(record.Value{}).fails("7002").complete().event(record.Threw, thrown))},
		{"options changed", "options-unchanged", run(approve().succeeds("c-11").complete().with(func(r *record.Record) {
			r.Changed = map[string]record.Value{"signStr": {}}
		}))},
		{"frozen options throw", "options-unchanged", run(approve().with(func(r *record.Record) { r.ID, r.Scenario, r.Frozen = "frozen/approve#1", "frozen/approve", true }).event(record.Threw, thrown).silent())},
		{"complete is missing where two overlap", "calls-isolated", run(staged("overlap/approve+approve#2", record.Approve).with(func(r *record.Record) {
			r.Overlap, r.Stage.AuthState = true, "state-of-code-9"
		}).succeeds("code-9"))},
		{"complete comes twice with frozen options", "options-unchanged", run(approve().with(func(r *record.Record) { r.ID, r.Scenario, r.Frozen = "frozen/approve#1", "frozen/approve", true }).succeeds("c-11").complete().complete())},
		{"complete comes again when it throws", "callback-errors-contained", run(approve().with(func(r *record.Record) { r.Throws = []string{"complete"} }).succeeds("c-11").complete().complete())},
		{"complete alone says success of a cancellation", "complete-argument", run(cancel().callbacks("complete").complete(record.Fields(map[string]record.Value{"authState": record.Text("s"), "authCode": record.Text("c-11")})))},
		{"never ends", "settles", run(cancel().silent())},
		{"only complete", "settles", run(cancel().complete())},
		{"crashes", "settles", run(cancel().with(func(r *record.Record) { r.End, r.Reason = record.Crashed, "out of memory" }))},
		{"success and then fail", "one-outcome", run(approve().succeeds("c-11").fails("7002").complete())},
		{"fails twice", "outcome-once", run(cancel().fails("6001").fails("6001").complete())},
		{"fails again after complete", "outcome-once complete-last", run(cancel().fails("6001").complete().fails("6001"))},
		{"no complete", "complete-called", run(cancel().fails("6001"))},
		{"no complete where success is absent", "complete-called", run(approve().callbacks("complete").silent())},
		{"complete twice", "complete-once", run(cancel().fails("6001").complete().complete())},
		{"complete first", "complete-last", run(cancel().complete().fails("6001"))},
		{"calls back before it returns", "asynchronous", run(approve().with(func(r *record.Record) { r.Events = nil }).succeeds("c-11").complete().event(record.Returned, record.Value{}))},
		{"a throwing success costs complete", "callback-errors-contained", run(approve().with(func(r *record.Record) { r.Throws = []string{"success"} }).succeeds("c-11"))},
		{"a throwing success becomes fail", "callback-errors-contained", run(approve().with(func(r *record.Record) { r.Throws = []string{"success"} }).succeeds("c-11").fails("7002").complete())},
		{"complete gets something else", "complete-argument", run(cancel().fails("6001").complete(record.Fields(nil)))},
		{"the promise resolves with nothing", "promise-agrees", run(approve().with(func(r *record.Record) {
			r.Watched, r.Events = true, nil
		}).event(record.Returned, record.Of(record.Promise)).succeeds("c-11").complete().event(record.Resolved, record.Value{}))},
		{"a rejection is left unhandled", "promise-agrees", run(cancel().fails("6001").complete().event(record.Uncaught, failure("6001", "x"), record.Text("rejection")))},
		{"success without a code", "success-shape", run(approve().event(record.Success, record.Fields(map[string]record.Value{"authState": record.Text(state)})).complete())},
		{"success with nothing", "success-shape", run(approve().event(record.Success).complete())},
		{"state too long", "auth-state-length", run(approve().event(record.Success, success(long, "c-11")).complete())},
		{"code too long", "auth-code-length", run(approve().succeeds(long).complete())},
		{"code empty", "auth-code-present", run(approve().succeeds("").complete())},
		{"another state", "auth-state-echo", run(approve().event(record.Success, success("other", "c-11")).complete())},
		{"longest state refused", "auth-state-max", run(staged("state/256#1", record.Approve).with(func(r *record.Record) { r.Stage.AuthState = long[:256] }).fails("7002").complete())},
		{"longest state cut", "auth-state-max", run(staged("state/256#1", record.Approve).with(func(r *record.Record) { r.Stage.AuthState = long[:256] }).event(record.Success, success(long[:255], "c-11")).complete())},
		{"odd state changed", "auth-state-verbatim", run(staged("state/blank#1", record.Approve).with(func(r *record.Record) { r.Stage.AuthState = " a " }).event(record.Success, success("a", "c-11")).complete())},
		{"code given twice", "auth-code-fresh", run(staged("in-a-row/approve#2", record.Approve).succeeds("code-1").complete())},
		{"success with an error", "success-without-error", run(approve().event(record.Success, record.Fields(map[string]record.Value{
			"authState": record.Text(state), "authCode": record.Text("c-11"), "error": record.Text("9000")})).complete())},
		{"no errMessage", "failure-shape", run(cancel().event(record.Failed, record.Fields(map[string]record.Value{"error": record.Text("6001")})).complete())},
		{"error as a number", "failure-shape", run(cancel().event(record.Failed, record.Fields(map[string]record.Value{"error": record.Num(6001), "errMessage": record.Text("m")})).complete())},
		{"undocumented code", "error-documented error-cancelled", run(cancel().fails("6004").complete())},
		{"undocumented code for a bad parameter", "param-error-documented", run(refused(record.Num(1)).fails("40002").complete())},
		{"cancel reported as failure", "error-cancelled", run(cancel().fails("7002").complete())},
		{"network reported as failure", "error-network", run(staged("network/all-callbacks#1", record.Network).fails("7002").complete())},
		{"unknown reported as failure", "error-unknown", run(staged("unknown/all-callbacks#1", record.Unknown).fails("7002").complete())},
		{"failure reported as cancel", "error-failed", run(staged("fail/all-callbacks#1", record.Fail).fails("6001").complete())},
		{"failure reported as success", "error-failed", run(staged("fail/all-callbacks#1", record.Fail).succeeds("c-11").complete())},
		{"errMessage empty", "error-message-present", run(cancel().event(record.Failed, failure("6001", "")).complete())},
		{"failure with a code", "failure-without-code", run(cancel().event(record.Failed, record.Fields(map[string]record.Value{
			"error": record.Text("6001"), "errMessage": record.Text("m"), "authCode": record.Text("c-11")})).complete())},
		{"one result for both calls", "calls-isolated", run(overlap("overlap/approve+cancel#1", record.Approve).succeeds("c-11").complete(),
			overlap("overlap/approve+cancel#2", record.Cancel).event(record.Success, success(state, "c-11")).complete())},
		{"the first call is lost", "calls-isolated", run(overlap("overlap/approve+cancel#1", record.Approve).silent(),
			overlap("overlap/approve+cancel#2", record.Cancel).fails("6001").complete())},
		{"stays failed", "recovers", run(staged("recover/cancel#1", record.Cancel).fails("6001").complete(),
			staged("recover/cancel#2", record.Approve).fails("7002").complete())},
		{"entry point missing", "api-available", run(container("entry", record.Value{}))},
		{"container too old", "appx-version", run(container("sdkVersion", record.Text("1.9.0")))},
		{"not announced", "can-i-use", run(container("canIUse", record.Bool(false)))},
	} {
		t.Run(fault.name, func(t *testing.T) {
			var broken []string
			for _, m := range wallet.Matchers() {
				if slices.ContainsFunc(m.Judge(amongCorrect(fault.calls)...), func(j matchers.Judgement) bool { return j.Status == matchers.Broken }) {
					broken = append(broken, m.Rule())
				}
			}
			NewWithT(t).Expect(broken).To(ConsistOf(strings.Fields(fault.breaks)))
		})
	}
}

// overlap begins a call that overlaps another.
func overlap(id string, o record.Outcome) *call {
	return staged(id, o).with(func(r *record.Record) { r.Overlap = true })
}

// container makes the record of what stands in the container, all right but for one field.
func container(field string, v record.Value) *call {
	seen := map[string]record.Value{"entry": record.Of(record.Function), "sdkVersion": record.Text("2.7.20"), "canIUse": record.Bool(true)}
	seen[field] = v
	return &call{record.Record{ID: "availability#1", Scenario: "availability", API: "my", End: record.Settled,
		Events: []record.Event{{Type: record.Returned, Args: []record.Value{record.Fields(seen)}}}}}
}

// amongCorrect puts the calls in the place of the correct ones of the same outcome, or behind the first ones.
func amongCorrect(calls []record.Record) []record.Record {
	correct := slices.DeleteFunc(correctRun(), func(r record.Record) bool {
		return slices.ContainsFunc(calls, func(c record.Record) bool { return c.ID == r.ID && c.ID != "approve/all-callbacks#1" })
	})
	for i := range calls {
		if calls[i].ID == "approve/all-callbacks#1" { // the correct one stays for comparison
			calls[i].ID, calls[i].Scenario = "approve/fault#1", "approve/fault"
		}
		if calls[i].ID == "cancel/all-callbacks#1" {
			calls[i].ID, calls[i].Scenario = "cancel/fault#1", "cancel/fault"
		}
	}
	return append(correct, calls...)
}
