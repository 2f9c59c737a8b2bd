package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// StateUnique succeeds when every attempt has a state of its own.
// Rule state-unique.
func StateUnique() *Matcher {
	return matcher("state-unique", func(r record.Record, in evidence) rule.Judgement {
		all := states(r, in)
		if len(all) < 2 {
			return rule.CannotJudge("there were fewer than two states to compare")
		}
		seen := map[string]bool{}
		for _, state := range all {
			if seen[state] {
				return rule.Breaks("every attempt has a state of its own", "of %d attempts, two have the state %q", len(all), state)
			}
			seen[state] = true
		}
		return rule.Holds()
	})
}
