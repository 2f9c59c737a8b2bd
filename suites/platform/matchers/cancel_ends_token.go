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
		if _, ok := answered(r, schemas.CancelOperation); !ok {
			return rule.CannotJudge("the call could not be made: " + stopped(r))
		}
		first := answers(r, schemas.CancelOperation)[0]
		if text(first, "status") != "S" {
			return rule.Breaks("a good token can be cancelled", "it was answered %s", said(first))
		}
		if refreshed, ok := answered(r, refresh); ok && text(refreshed, "status") == "S" {
			return rule.Breaks("after a cancellation the refresh token does not work either", "it gave another token")
		}
		return rule.Holds()
	})
}
