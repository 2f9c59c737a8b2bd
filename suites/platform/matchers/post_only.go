package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// PostOnly succeeds when other methods than POST have no effect.
// Rule post-only.
func PostOnly() *Matcher {
	return matcher("post-only", func(r record.Record, in evidence) rule.Judgement {
		return in.refuses(
			r,
			schemas.ConsultOperation,
			"a call by another method than POST is refused ("+strings.TrimPrefix(r.Scenario, "method/")+")",
		)
	})
}

// byOtherMethod says whether an answer is to a call by another method than POST, of which nothing is said but that it does nothing.
func byOtherMethod(e record.Event) bool {
	return slices.Contains([]string{"get", "put", "patch", "delete"}, e.Text("change"))
}
