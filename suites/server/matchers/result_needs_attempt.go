package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// ResultNeedsAttempt succeeds when a code in a session that has started nothing is not bound.
// Rule result-needs-attempt.
func ResultNeedsAttempt() *Matcher {
	return matcher("result-needs-attempt", func(r record.Record, in evidence) rule.Judgement {
		if !in.Has("sessions") {
			return rule.OutOfScope("the server knows no users, as the target file says")
		}
		return in.isRefused(r, 0, "a code in a session that has started nothing is not bound", "it was bound")
	})
}
