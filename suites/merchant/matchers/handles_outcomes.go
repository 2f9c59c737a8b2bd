package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// HandlesOutcomes succeeds when the program listens to a success and to a failure, by callbacks or by the promise.
// Rule handles-outcomes.
func HandlesOutcomes() *Matcher {
	return matcher("handles-outcomes", func(r record.Record, in evidence) rule.Judgement {
		if r.Stage == nil {
			return rule.CannotJudge("no outcome was staged")
		}
		handlers, callbacks, what := ofFailure(), []string{"fail", "complete"}, "failure"
		if r.Stage.Outcome == record.Approve {
			handlers, callbacks, what = ofSuccess(), []string{"success", "complete"}, "success"
		}
		made := calls(r)
		if len(made) == 0 || made[0].options.Kind() != record.Object {
			return rule.CannotJudge("the API was not called with an options object; calls-sign-contract judges that")
		}
		if heard(r, handlers...) {
			return rule.Holds()
		}
		for _, name := range callbacks {
			given, _ := made[0].options.Field(name)
			if !blank(given) || given.Kind() == record.Function {
				return rule.CannotJudge(name + " was given and could not be called; callback-types judges that")
			}
		}
		return rule.Breaks(
			"success and failure are both handled, by callbacks or by the promise",
			"nothing listens to a %s: neither %s nor %s is passed, and nothing is attached to the promise",
			what,
			callbacks[0],
			callbacks[1],
		).At(made[0].place)
	})
}
