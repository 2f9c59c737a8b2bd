package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// UsersIsolated succeeds when what is exchanged for a user is bound to that user.
// Rule users-isolated.
func UsersIsolated() *Matcher {
	return matcher("users-isolated", func(r record.Record, in evidence) rule.Judgement {
		if why, failed := in.neverBound(); failed {
			return why
		}
		if _, failed := in.uncontrolled(); failed && r.Scenario == "users/one-refused" {
			return rule.CannotJudge("the control failed: an attempt that the platform refused was bound; status-decides judges that")
		}
		wanted := map[int]bool{0: r.Scenario != "users/one-refused", 1: true}
		for attempt := range 2 {
			if !started(r, attempt) {
				return rule.CannotJudge("a start gave no sign string")
			}
			if got := bound(r, attempt); got != wanted[attempt] {
				return rule.Breaks(
					"two users at once are bound as each of them was answered",
					"the exchange of user %d was answered %s, and bound is %v; %s",
					attempt+1,
					lastAnswer(r, attempt),
					got,
					outcome(r, attempt),
				)
			}
			for _, x := range exchanges(r, attempt) {
				if x.applied.Text("code") == "changed" {
					return rule.Breaks("each code is exchanged as it is", "another one was")
				}
			}
		}
		return rule.Holds()
	})
}

func lastAnswer(r record.Record, attempt int) string {
	xs := exchanges(r, attempt)
	if len(xs) == 0 {
		return "nothing, as it was never made"
	}
	return xs[len(xs)-1].answered.Text("staged")
}
