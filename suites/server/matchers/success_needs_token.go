package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// SuccessNeedsToken succeeds when a success without an access token is not bound.
// Rule success-needs-token.
func SuccessNeedsToken() *Matcher {
	return matcher("success-needs-token", func(r record.Record, in evidence) rule.Judgement {
		if boundEarly(r) {
			return rule.OutOfScope("what is in process is bound; status-decides judges that")
		}
		return in.isDisbelieved(r, answers(r), "an S without an access token is not bound")
	})
}
