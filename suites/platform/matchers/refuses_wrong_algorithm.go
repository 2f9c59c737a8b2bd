package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// RefusesWrongAlgorithm succeeds when an algorithm that is not supported is refused.
// Rule refuses-wrong-algorithm.
func RefusesWrongAlgorithm() *Matcher {
	return matcher("refuses-wrong-algorithm", func(r record.Record, in evidence) rule.Judgement {
		name := strings.TrimPrefix(r.Scenario, "algorithm/")
		if in.takesOtherKeys(r, name) {
			return rule.CannotJudge("a signature by another key gets through as well; refuses-bad-signature judges that")
		}
		return in.refusesWithoutEffect(r, "a signature by an algorithm that is not supported is refused ("+name+")")
	})
}

// takesOtherKeys says whether the call whose algorithm a scenario changes gets through with a signature by another key too.
func (in evidence) takesOtherKeys(r record.Record, name string) bool {
	bad, _, ok := attacked(r)
	if !ok {
		return false
	}
	call := strings.TrimSuffix(name, bad.Text("change")) // "", "apply-", "refresh-" or "cancel-"
	signed, ok := in.Scenario(BadSignatures + call + "other-key")
	return ok && in.refusesWithoutEffect(signed, "").Status == rule.Broken
}
