package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// MissingOptionalsTolerated succeeds when an answer with the required fields alone is enough.
// Rule missing-optionals-tolerated.
func MissingOptionalsTolerated() *Matcher {
	return matcher("missing-optionals-tolerated", func(r record.Record, in evidence) rule.Judgement {
		attempt := 0
		if r.Scenario == MinimalReturning {
			if !wasBoundBefore(r) || len(r.Of(record.Cancelled)) == 0 {
				return rule.CannotJudge("the agreement before was not ended")
			}
			attempt = 1
		}
		return in.isBound(r, attempt, "an S with an access token and nothing else is bound")
	})
}
