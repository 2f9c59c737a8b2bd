package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// SuccessNeedsToken succeeds when a success without an access token is not bound.
// Rule success-needs-token.
func SuccessNeedsToken() *Matcher {
	return matcher("success-needs-token", func(r record.Record, in evidence) rule.Judgement {
		return in.isDisbelieved(r, 1, "an S without an access token is not bound")
	})
}
