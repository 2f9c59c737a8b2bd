package matchers

import (
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// CancelEndsToken succeeds when after a cancellation neither token works.
// Rule cancel-ends-token.
func CancelEndsToken() *Matcher {
	return matcher("cancel-ends-token", func(r record.Record, in evidence) rule.Judgement {
		if makesOrder(r) {
			behind := func(u use) bool {
				return u.before.ended && u.Text("operation") == refresh && !u.others() && u.sent.Equal(u.before.latest)
			}
			return eachUse(r, "after a cancellation the refresh token does not work either", behind, use.good)
		}
		if r.Scenario == NewCancelled {
			if why, none := noRefreshToken(r); none {
				return why
			}
			if all := answers(r, refresh); len(all) == 0 || all[0].Text("status") != "S" {
				return rule.CannotJudge("the token could not be refreshed; refresh-works judges that")
			}
		}
		all := answers(r, schemas.CancelOperation)
		if len(all) == 0 {
			return rule.CannotJudge("the call could not be made: " + stopped(r))
		}
		if all[0].Text("status") != "S" {
			return rule.Breaks("a good token can be cancelled", "it was answered %s", said(all[0]))
		}
		if refreshed, ok := last(r, refresh, all[0]); ok && refreshed.Text("status") == "S" {
			return rule.Breaks("after a cancellation the refresh token does not work either", "it gave another token")
		}
		return rule.Holds()
	})
}

// last is the last answer to an operation that came behind another answer.
func last(r record.Record, operation string, behind record.Event) (record.Event, bool) {
	e, ok := answered(r, operation)
	return e, ok && e.At >= behind.At
}
