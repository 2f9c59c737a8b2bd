package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// MissingOptionalsTolerated succeeds when an answer with the required fields alone is enough.
// Rule missing-optionals-tolerated.
func MissingOptionalsTolerated() *Matcher {
	return matcher("missing-optionals-tolerated", func(r record.Record, in evidence) rule.Judgement {
		return in.isBound(r, 0, "an S with an access token and nothing else is bound")
	})
}
