package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// StatusDecides succeeds when resultStatus S alone binds.
// Rule status-decides.
func StatusDecides() *Matcher {
	return matcher("status-decides", func(r record.Record, in evidence) rule.Judgement {
		if why, failed := in.neverBound(); failed {
			return why
		}
		xs := exchanges(r, 0)
		if len(xs) == 0 {
			return rule.CannotJudge("the platform was not asked for a token")
		}
		if bound(r, 0) {
			return rule.Breaks("an answer of "+xs[0].answered.Text("result")+" does not bind, whatever its HTTP status", "it was bound")
		}
		return rule.Holds()
	})
}
