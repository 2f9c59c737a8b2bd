package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// RefusesBadSignature succeeds when a call whose signature is wrong has no effect.
// Rule refuses-bad-signature.
func RefusesBadSignature() *Matcher {
	return matcher("refuses-bad-signature", func(r record.Record, in evidence) rule.Judgement {
		return in.refusesWithoutEffect(r, "a call whose signature is wrong is refused ("+strings.TrimPrefix(r.Scenario, "bad-signature/")+")")
	})
}
