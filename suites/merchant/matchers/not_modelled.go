package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// demanding are the rules that a program breaks by what it does not do.
func demanding() []string {
	return []string{
		"calls-sign-contract", "no-sign-without-str", "checks-availability",
		"sends-result", "waits-for-server", "cancel-is-not-error", "unknown-is-not-failure", "failure-can-retry", "survives-silence",
		"late-success-counts",
	}
}

// uncalling are those of them that a program breaks by a call as well.
func uncalling() []string {
	return []string{"calls-sign-contract", "no-sign-without-str", "checks-availability"}
}

// excused takes back that a program has broken a rule by what it did not do, where it went by the answer of something
// that is not modelled: with a real answer it may have done it.
func excused(id string, j rule.Judgement, r record.Record) rule.Judgement {
	if j.Status != rule.Broken || !slices.Contains(demanding(), id) || len(calls(r)) > 0 && slices.Contains(uncalling(), id) {
		return j
	}
	if used := notModelled(r, 0); used != "" {
		return restsOn(used)
	}
	return j
}

func restsOn(used string) rule.Judgement {
	return rule.CannotJudge("the program went by the answer of " + used + ", which is not modelled; stubs in signspec.yaml can answer it")
}

// notModelled returns the first thing that is not modelled and whose answer the program may have gone by, from an event
// on; "" where there is none.
func notModelled(r record.Record, from int) string {
	for _, e := range r.Events[from:] {
		heard, told := field(e, "heard").Flag()
		if e.Type == record.Used && (heard || !told) {
			return text(e, "api")
		}
	}
	return ""
}
