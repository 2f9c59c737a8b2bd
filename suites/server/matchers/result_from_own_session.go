package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// ResultFromOwnSession succeeds when a result that another user submits does not bind that user.
// Rule result-from-own-session.
func ResultFromOwnSession() *Matcher {
	return matcher("result-from-own-session", func(r record.Record, in evidence) rule.Judgement {
		if !in.Has("sessions") {
			return rule.OutOfScope("the server knows no users, as the target file says")
		}
		if why, failed := in.uncontrolled(); failed {
			return why
		}
		if slices.Contains([]string{Afterwards, AfterNotified, Meanwhile, MeanwhileAtOnce}, r.Scenario) && !in.Has("status") {
			return rule.OutOfScope("the target file has no status, and to tell anybody what came of the attempt is no fault")
		}
		if boundTo(r, 0, 1) {
			return rule.Breaks("who submits what another user has authorised is not bound", "they were bound")
		}
		return rule.Holds()
	})
}
