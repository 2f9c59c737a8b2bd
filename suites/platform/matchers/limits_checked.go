package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// LimitsChecked succeeds when a field at its maximum is taken and a longer one refused.
// Rule limits-checked.
func LimitsChecked() *Matcher {
	return matcher("limits-checked", func(r record.Record, in evidence) rule.Judgement {
		what := strings.TrimSuffix(strings.TrimPrefix(r.Scenario, "limits/"), "-query")
		if what, ok := strings.CutSuffix(what, "-longest"); ok {
			return in.takes(r, schemas.ConsultOperation, what+" is taken at its maximum length")
		}
		what = strings.TrimSuffix(what, "-too-long")
		return in.refuses(r, schemas.ConsultOperation, what+" is refused where it is one character longer than its maximum")
	})
}
