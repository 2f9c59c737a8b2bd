package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// OneAtATime succeeds when starting twice leaves one call pending: at once, while the server is
// asked for the sign string, and while the wallet is open. Rule one-at-a-time.
func OneAtATime() *Matcher {
	return matcher("one-at-a-time", func(r record.Record, _ evidence) rule.Judgement {
		if !slices.Contains([]string{StartTwice, StartPreparing, StartOpen}, r.Scenario) {
			return rule.CannotJudge("the flow is not started twice at once")
		}
		expected := "starting twice leaves one call pending, not two"
		made, pending := 0, map[int]bool{}
		for _, e := range r.Events {
			switch e.Type {
			case record.Navigated:
				if len(pending) > 0 {
					return rule.Holds() // the person has to leave that page to start again, which is another visit
				}
			case record.Called:
				made++
				pending[made] = true
				if len(pending) > 1 {
					return rule.Breaks(expected, "the API was called again while the first call was pending").At(e.Place)
				}
			case record.Delivered:
				if text(e, "callback") != "return" {
					delete(pending, max(number(e, "call"), 1))
				}
			}
		}
		if made == 0 {
			return uncalled()
		}
		return rule.Holds()
	})
}
