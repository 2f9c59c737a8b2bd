package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// UnbindCancels succeeds when unbinding cancels at the platform, and only what was cancelled is shown so.
// Rule unbind-cancels.
func UnbindCancels() *Matcher {
	return matcher("unbind-cancels", func(r record.Record, in evidence) rule.Judgement {
		if !in.Has("unbind") {
			return rule.CannotJudge("the target file has no unbind call")
		}
		if !wasBoundBefore(r) {
			return rule.CannotJudge("the attempt was not bound before")
		}
		calls := r.Of(record.Cancelled)
		how := strings.TrimPrefix(r.Scenario, Unbinds)
		if how == SecondUnbound {
			return unbindsSecond(r)
		}
		if len(calls) == 0 {
			return rule.Breaks("unbinding cancels the token at the platform", "the platform was not called")
		}
		for _, e := range calls {
			if e.Text("token") != "access" {
				return rule.Breaks("unbinding cancels the token at the platform", "another token was sent, or none")
			}
		}
		if !in.Has("status") {
			return rule.CannotJudge("the target file has no status")
		}
		told := tolds(r, 0, "status")
		last := told[len(told)-1]
		switch {
		case how == "done" && last.Text("as") == "bound":
			return rule.Breaks("after the platform has cancelled the user is not bound any more", "the status still says so")
		case how != "done" && last.Text("as") == "other" && in.lookDone(r):
			return rule.Breaks("a token that the platform has not cancelled ("+how+") is not shown as cancelled", "the status says %s",
				last.Value("body"))
		}
		return rule.Holds()
	})
}

// unbindsSecond judges a user's second agreement, made when the first had been unbound.
func unbindsSecond(r record.Record) rule.Judgement {
	unbinds := func(e record.Event) bool {
		return e.Type == record.Sent && e.Text("to") == "unbind" && e.Int("attempt") == 1
	}
	if !boundUntil(r, 1, unbinds) {
		return rule.CannotJudge("the second attempt was not bound before")
	}
	for _, e := range of(r, record.Cancelled, 1) {
		if e.Text("token") == "access" {
			return rule.Holds()
		}
	}
	return rule.Breaks("unbinding cancels the token of the agreement that there is",
		"the user's second agreement was unbound, and its token was not sent")
}

// wasBoundBefore says whether the attempt was bound before anybody asked to unbind it.
func wasBoundBefore(r record.Record) bool {
	return boundUntil(r, 0, func(e record.Event) bool { return e.Type == record.Sent && e.Text("to") == "unbind" })
}

// lookDone says whether the status says of an attempt what it says of one that was cancelled.
func (in evidence) lookDone(r record.Record) bool {
	done, ok := in.Scenario(Unbinds + "done")
	return ok && lastStatus(done) == lastStatus(r)
}
