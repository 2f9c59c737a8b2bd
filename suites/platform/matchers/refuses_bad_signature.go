package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// blanksInBody is how the names of scenarios end in which a body is sent with blanks that were not signed.
const blanksInBody = "blanks-in-body"

// RefusesBadSignature succeeds when a call whose signature is wrong has no effect.
// Rule refuses-bad-signature.
func RefusesBadSignature() *Matcher {
	return matcher("refuses-bad-signature", func(r record.Record, in evidence) rule.Judgement {
		if bad, _, ok := attacked(r); ok && strings.HasSuffix(r.Scenario, blanksInBody) && in.writesAnew(bad.Text("operation")) {
			return rule.OutOfScope("the platform writes bodies anew before it verifies; raw-body-verified judges that")
		}
		return in.refusesWithoutEffect(r, "a call whose signature is wrong is refused ("+changedCall(r, "bad-signature/")+")")
	})
}

// writesAnew says whether a call of an operation that is signed over unusual bytes is refused, as where others are verified.
func (in evidence) writesAnew(operation string) bool {
	name := "bytes/" + operation + "-unusual"
	if operation == schemas.ConsultOperation {
		name = "bytes/unusual"
	}
	r, _ := in.Scenario(name)
	unusual, _, ok := attacked(r)
	return ok && unusual.Text("status") != "S"
}
