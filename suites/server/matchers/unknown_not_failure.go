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
		if why, failed := in.uncontrolled(); failed {
			return why
		}
		if len(exchanges(r, 0)) == 0 {
			return rule.CannotJudge("the platform was not asked for a token")
		}
		expected := "after U a user is told something else than after F"
		if said, failed := in.toldAsFailed(r); failed {
			return rule.Breaks(expected, "the result is answered alike: %s", said)
		}
		if !in.Has("status") {
			return rule.CannotJudge("the target file has no status, and an answer alone may be that of a server which works on")
		}
		refused, _ := in.Scenario(Refused)
		if said, failed := lastStatus(r), lastStatus(refused); said != "" && said == failed {
			return rule.Breaks(expected, "both are told: %s", said)
		}
		return rule.Holds()
	})
}

// toldAsFailed says whether the answer to a result is what it is after F, of a server whose answers tell S from F: one that
// answers alike after both works on in the background, and its answer says nothing.
func (in evidence) toldAsFailed(r record.Record) (said string, failed bool) {
	good, _ := in.Scenario(Good)
	refused, _ := in.Scenario(Refused)
	succeeded, lost, open := resultTold(good), resultTold(refused), resultTold(r)
	if len(tolds(r, 0, "result")) == 0 || tolds(r, 0, "result")[0].Text("as") == "pending" {
		return "", false
	}
	return open, open != "" && open == lost && lost != succeeded && succeeded != ""
}

// resultTold is the answer to the first result of an attempt, without what differs from one attempt to the other.
func resultTold(r record.Record) string {
	told := tolds(r, 0, "result")
	if len(told) == 0 || told[0].Text("error") != "" {
		return ""
	}
	return worded(told[0])
}

// lastStatus is what the status last said of the first attempt, without what differs from one attempt to the other.
func lastStatus(r record.Record) string {
	told := tolds(r, 0, "status")
	if len(told) == 0 {
		return ""
	}
	return worded(told[len(told)-1])
}

// worded writes an answer without what differs from one attempt to the other.
func worded(told record.Event) string {
	return told.Value("status").String() + " " + told0(told.Value("body"))
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
