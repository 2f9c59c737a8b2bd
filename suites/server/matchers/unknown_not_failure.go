package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// UnknownNotFailure succeeds when an unknown result is not told as a failure.
// Rule unknown-not-failure.
func UnknownNotFailure() *Matcher {
	return matcher("unknown-not-failure", func(r record.Record, in evidence) rule.Judgement {
		if !in.Has("status") {
			return rule.CannotJudge("the target file has no status, and an answer alone may be that of a server which works on")
		}
		if why, failed := in.uncontrolled(); failed {
			return why
		}
		if len(exchanges(r, 0)) == 0 {
			return rule.CannotJudge("the platform was not asked for a token")
		}
		refused, _ := in.Scenario(Refused)
		if said, failed := lastStatus(r), lastStatus(refused); said != "" && said == failed {
			return rule.Breaks("after U a user is told something else than after F", "both are told: %s", said)
		}
		return rule.Holds()
	})
}

// lastStatus is what the status last said of the first attempt, without what differs from one attempt to the other.
func lastStatus(r record.Record) string {
	told := tolds(r, 0, "status")
	if len(told) == 0 {
		return ""
	}
	last := told[len(told)-1]
	return last.Value("status").String() + " " + told0(last.Value("body"))
}

// told0 writes an answer without texts that are as long as ids, and without numbers, which may be times.
func told0(v record.Value) string {
	switch v.Kind() {
	case record.Object:
		var parts []string
		for _, name := range v.Keys() {
			inner, _ := v.Field(name)
			parts = append(parts, name+": "+told0(inner))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case record.Number, record.Masked:
		return "…"
	case record.String:
		if s, _ := v.Str(); len(s) > longestWord && !strings.Contains(s, " ") {
			return "…"
		}
	}
	return v.String()
}

// longestWord is how long a word may be that says something to a person: an id is longer.
const longestWord = 18
