package matchers

import (
	"slices"
	"strconv"
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
		how, planned := strings.CutPrefix(r.Scenario, Unbinds)
		if !planned || how == SecondUnbound || how == BothUnbound {
			return in.unbindsEach(r)
		}
		if !wasBoundBefore(r) {
			return rule.CannotJudge("the attempt was not bound before")
		}
		calls := r.Of(record.Cancelled)
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

// unbindsEach judges every agreement of a record that is unbound: each has a token of its own.
func (in evidence) unbindsEach(r record.Record) rule.Judgement {
	ended := overBy(r, unbinds)
	for _, o := range ended {
		switch cancelled := of(r, record.Cancelled, o.attempt); {
		case !slices.ContainsFunc(cancelled, func(e record.Event) bool { return e.Text("token") == "access" }):
			return rule.Breaks("unbinding cancels the token of the agreement that there is", "that of %s was not sent", userOf(r, o.attempt))
		case in.Has("status") && o.stays(r):
			return rule.Breaks("after the platform has cancelled the user is not bound any more", "the status still says so")
		}
	}
	asked := 0
	for _, e := range r.Events {
		if unbinds(e) {
			asked++
		}
	}
	each := r.Scenario == Unbinds+SecondUnbound || r.Scenario == Unbinds+BothUnbound
	if len(ended) == 0 || each && len(ended) < asked {
		return rule.CannotJudge("the attempt was not bound before")
	}
	return rule.Holds()
}

// userOf names the user of an attempt.
func userOf(r record.Record, attempt int) string {
	for _, e := range r.Of(record.Sent) {
		if e.Text("to") == "start" && e.Int("attempt") == attempt {
			return "user " + strconv.Itoa(e.Int("user"))
		}
	}
	return "its user"
}

// wasBoundBefore says whether the attempt was bound before anybody asked to unbind it.
func wasBoundBefore(r record.Record) bool {
	return boundUntil(r, 0, unbinds)
}

// lookDone says whether the status says of an attempt what it says of one that was cancelled.
func (in evidence) lookDone(r record.Record) bool {
	done, ok := in.Scenario(Unbinds + "done")
	return ok && lastStatus(done) == lastStatus(r)
}
