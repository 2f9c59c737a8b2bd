package matchers_test

import (
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant/matchers"
	"github.com/signspec/signspec/suites/rule"
)

func TestFailingInstead(t *testing.T) {
	for name, want := range map[string]string{
		"unknown, after fail":        "fail, after fail",
		"cancel in Chinese, twice":   "fail in Chinese, twice",
		"unknown":                    "",
		"fail, after unknown":        "",
		"network, after fail":        "",
		"outcome/unknown":            "",
		"approve, after cancel":      "",
		"undocumented-code, twice":   "",
		"cancellation, after cancel": "",
	} {
		if got := matchers.FailingInstead(name); got != want {
			t.Errorf("%q is compared with %q, want %q", name, got, want)
		}
	}
}

// secondly is a second start of a scenario beyond the plan, behind one that failed: before is what stands on the page by then.
func secondly(scenario string, o record.Outcome, answer, before string) *visit {
	v := visited(scenario, o).start(1).text("Pay").calls(nil).hears("fail", refused("7002")).text("Pay", before).start(2).calls(nil)
	v.Stage.Start = 2
	return v.hearsOf(2, "fail", refused(answer))
}

// firstly is a plain failure, after which something is to be read on the page.
func firstly(o record.Outcome, answer string, lines ...any) *visit {
	return plain(o).text("Pay").calls(nil).hears("fail", refused(answer)).text(append([]any{"Pay"}, lines...)...)
}

func TestUnknownIsNotFailureBesideTheSameFailure(t *testing.T) {
	roles := described("prepare", "result", "status")
	unknown := func(before string) *visit { return secondly("unknown, after fail", record.Unknown, "7001", before) }
	failing := func(before string) *visit { return secondly("fail, after fail", record.Fail, "7002", before) }
	plainly := firstly(record.Unknown, "7001", "not known yet")
	failed := firstly(record.Fail, "7002", "failed")
	asked := firstly(record.Unknown, "7001", "over", "not known yet").asks("status", nil)
	run := func(v *visit, others ...*visit) []*visit { return append([]*visit{v, failed, roles}, others...) }
	check(t, matchers.UnknownIsNotFailure(), map[string]verdict{
		"the same": {run: run(unknown("failed").text("Pay", "failed again"), plainly, failing("failed").text("Pay", "failed again")), want: rule.Broken,
			observed: `what is told is the same as in fail, after fail: pages/pay text "failed again"`},
		"the same, and it is asked":     {run: run(unknown("failed").text("Pay", "failed again").asks("status", nil), plainly, failing("failed").text("Pay", "failed again")), want: rule.Held},
		"something else":                {run: run(unknown("failed").text("Pay", "not known yet"), plainly, failing("failed").text("Pay", "failed again")), want: rule.Held},
		"the same, and nobody compares": {run: run(unknown("failed").text("Pay", "failed again"), plainly), want: rule.Held},
		"the same as a plain failure":   {run: run(unknown("oh").text("Pay", "failed"), plainly, failing("oh").text("Pay", "failed again")), want: rule.Broken, observed: "told is the same: "},
		"nothing new":                   {run: run(unknown("failed"), plainly, failing("failed")), want: rule.Unjudged},
		"the failure tells nothing new": {run: run(unknown("failed").text("Pay", "twice", "not known yet"), plainly, failing("failed").text("Pay", "twice", "failed")), want: rule.Held},
		"the same toast, and what stands there tells them apart": {
			run: run(unknown("not known yet").text("Pay", "not known yet", "attempt 2"), plainly, failing("not known yet").text("Pay", "attempt 2")), want: rule.Held},
		"all that an unknown result tells": {run: run(unknown("failed").shows("toast", "over"), firstly(record.Unknown, "7001", "not known yet").shows("toast", "over"),
			failing("failed").shows("toast", "over")), want: rule.Held},
		"all that one tells, which is asked of": {run: run(unknown("failed").shows("toast", "over"), asked.shows("toast", "over"),
			failing("failed").shows("toast", "over")), want: rule.Broken},
		"the failure is never called": {run: run(unknown("failed").text("Pay", "failed again"), plainly, visited("fail, after fail", record.Fail).start(1)), want: rule.Held},
		"crashed":                     {run: run(unknown("failed").text("Pay", "failed again"), plainly, failing("failed").text("Pay", "failed again").crashes("TypeError")), want: rule.Unjudged},
	})
}

func TestCancelIsNotErrorBesideTheSameFailure(t *testing.T) {
	cancels := func(before string) *visit { return secondly("cancel, after fail", record.Cancel, "6001", before) }
	failing := func(before string) *visit { return secondly("fail, after fail", record.Fail, "7002", before) }
	plainly := firstly(record.Cancel, "6001")
	failed := firstly(record.Fail, "7002", "failed")
	run := func(v *visit, others ...*visit) []*visit { return append([]*visit{v, failed}, others...) }
	check(t, matchers.CancelIsNotError(), map[string]verdict{
		"the same": {run: run(cancels("failed").text("Pay", "failed again"), plainly, failing("failed").text("Pay", "failed again")), want: rule.Broken,
			observed: `after 6001 is shown the same as in fail, after fail: pages/pay text "failed again"`},
		"something else":              {run: run(cancels("failed").text("Pay", "maybe later"), plainly, failing("failed").text("Pay", "failed again")), want: rule.Held},
		"nothing":                     {run: run(cancels("failed"), plainly, failing("failed").text("Pay", "failed again")), want: rule.Held},
		"what stands there":           {run: run(cancels("failed"), plainly, failing("failed")), want: rule.Held},
		"what every end of one tells": {run: run(cancels("failed").shows("toast", "over"), firstly(record.Cancel, "6001").shows("toast", "over"), failing("failed").shows("toast", "over")), want: rule.Held},
		"the same, with another number": {run: run(cancels("failed").shows("toast", "attempt 2"), firstly(record.Cancel, "6001").shows("toast", "attempt 1"),
			failing("failed").shows("toast", "attempt 2")), want: rule.Held},
		"the same, and nobody compares": {run: run(cancels("failed").text("Pay", "failed again"), plainly), want: rule.Held},
	})
}
