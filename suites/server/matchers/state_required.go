package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// StateRequired succeeds when a result without a state is not bound.
// Rule state-required.
func StateRequired() *Matcher {
	return matcher("state-required", func(r record.Record, in evidence) rule.Judgement {
		return in.isRefused(r, 0, "a result without a state is not bound", "it was bound")
	})
}
