package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// SignatureFormsAccepted succeeds when every spelling of a correct signature header is taken.
// Rule signature-forms-accepted.
func SignatureFormsAccepted() *Matcher {
	return matcher("signature-forms-accepted", func(r record.Record, in evidence) rule.Judgement {
		return in.isBound(
			r,
			0,
			"an S that is signed rightly is bound, however its header is written ("+strings.TrimPrefix(r.Scenario, "header/")+")",
		)
	})
}
