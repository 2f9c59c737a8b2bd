package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// RefusesWrongAlgorithm succeeds when an algorithm that is not supported is refused.
// Rule refuses-wrong-algorithm.
func RefusesWrongAlgorithm() *Matcher {
	return matcher("refuses-wrong-algorithm", func(r record.Record, in evidence) rule.Judgement {
		return in.refuses(
			r,
			schemas.ConsultOperation,
			"a signature by an algorithm that is not supported is refused ("+strings.TrimPrefix(r.Scenario, "algorithm/")+")",
		)
	})
}
