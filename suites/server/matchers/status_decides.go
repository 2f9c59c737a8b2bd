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
			last := xs[len(xs)-1].answered
			return rule.Breaks("an answer of "+last.Text("result")+" does not bind, whatever its HTTP status", "it was bound")
		}
		if len(xs) < answers(r) {
			return rule.OutOfScope("the platform was not asked for a token again; in-process-repeated judges that")
		}
		return rule.Holds()
	})
}
