package matchers

import (
	"fmt"
	"maps"
	"slices"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// ConsultWithinLimits succeeds when no field of the first call is longer than allowed.
// Rule consult-within-limits.
func ConsultWithinLimits() *Matcher {
	return matcher("consult-within-limits", func(r record.Record, in evidence) rule.Judgement {
		calls := r.Of(record.Consulted)
		if len(calls) == 0 {
			return rule.CannotJudge("the platform was not called")
		}
		limits := in.Portal().Limits[schemas.ConsultOperation]
		for _, e := range calls {
			for _, name := range slices.Sorted(maps.Keys(limits)) {
				if v, ok := e.Value("body").Field(name); ok && v.Length() > limits[name] {
					return rule.Breaks(fmt.Sprintf("%s has at most %d characters", name, limits[name]), "it has %d", v.Length())
				}
			}
		}
		return rule.Holds()
	})
}
