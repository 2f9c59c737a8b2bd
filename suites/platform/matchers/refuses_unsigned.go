package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// RefusesUnsigned succeeds when a call without a signature has no effect.
// Rule refuses-unsigned.
func RefusesUnsigned() *Matcher {
	return matcher("refuses-unsigned", func(r record.Record, in evidence) rule.Judgement {
		return in.refusesWithoutEffect(r, "a call without a signature is refused ("+changedCall(r, "unsigned/")+")")
	})
}
