package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// BrokenAnswerSurvived succeeds when an answer that is none is survived and not bound.
// Rule broken-answer-survived.
func BrokenAnswerSurvived() *Matcher {
	return matcher("broken-answer-survived", func(r record.Record, in evidence) rule.Judgement {
		if why, failed := in.uncontrolled(); failed {
			return why
		}
		what, planned := strings.CutPrefix(r.Scenario, "broken/")
		expected := "an answer that is none (" + what + ") is survived and not bound"
		if r.End == record.Crashed {
			return rule.Breaks(expected, "%s", r.Reason)
		}
		if !planned { // what comes of such an answer depends on what comes next, which other rules judge
			return rule.Holds()
		}
		unbinds := strings.HasPrefix(r.Scenario, BrokenUnbind)
		for _, e := range tolds(r, 0, "result", "status", "unbind") {
			if failed := e.Text("error"); failed != "" && e.Text("to") != "status" {
				return rule.Breaks(expected, "the client was not answered: %s", failed)
			}
			if trace := stackIn(e.Value("body")); trace != "" {
				return rule.Breaks(expected, "the client was shown a stack trace: %s", trace)
			}
		}
		if !unbinds && bound(r, 0) && what != "3-mb" {
			return rule.Breaks(expected, "it was bound")
		}
		if len(exchanges(r, 0)) == 0 {
			return rule.CannotJudge("the platform was not asked for a token")
		}
		if unbinds && len(of(r, record.Cancelled, 0)) == 0 {
			return rule.OutOfScope("the platform was not asked to cancel; unbind-cancels judges that")
		}
		if !bound(r, 1) {
			return rule.Breaks(expected, "the next attempt, of another user, %s", strings.TrimPrefix(outcome(r, 1), "it "))
		}
		return rule.Holds()
	})
}
