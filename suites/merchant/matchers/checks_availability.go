package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// ChecksAvailability succeeds when, in a container without the API, there is no crash, no call, and the user is told.
// How the program finds out is its own business. Rule checks-availability.
func ChecksAvailability() *Matcher {
	return matcher("checks-availability", func(r record.Record, in evidence) rule.Judgement {
		if !slices.Contains([]string{OldContainer, OlderContainer}, r.Scenario) {
			return rule.CannotJudge("the API is there")
		}
		if approved, ok := in.approved(); ok && len(calls(approved)) == 0 {
			return uncalled()
		}
		expected := "in a container without the API there is no crash, no call, and the user is told"
		plain, _ := in.approved()
		if e, crashed := newCrash(r, plain); crashed {
			return rule.Breaks(expected, "%s", uncaughtText(e)).At(e.Place)
		}
		if made := calls(r); len(made) > 0 {
			return rule.Breaks(expected, "the API was called").At(made[0].place)
		}
		if in.toldOtherwise(r) {
			return rule.Holds()
		}
		return rule.Breaks(expected, "nothing is shown that a person who signs is not shown as well. What happened: %s", story(r)).
			At(lastPlace(r, record.Asked, record.Started))
	})
}
