package judges

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/spec"
)

// HandlesOutcomes succeeds when the program listens to a success and to a failure, by callbacks or by the promise.
// Rule handles-outcomes.
func HandlesOutcomes() *Matcher {
	return matcher("handles-outcomes", func(r record.Record, in evidence) spec.Judgement {
		if r.Stage == nil {
			return spec.Leaves("no outcome was staged")
		}
		handlers, callbacks, what := ofFailure(), []string{"fail", "complete"}, "failure"
		if r.Stage.Outcome == record.Approve {
			handlers, callbacks, what = ofSuccess(), []string{"success", "complete"}, "success"
		}
		made := calls(r)
		if len(made) == 0 || made[0].options.Kind() != record.Object {
			return spec.Leaves("the API was not called with an options object; calls-sign-contract judges that")
		}
		if heard(r, handlers...) {
			return spec.Holds()
		}
		for _, name := range callbacks {
			given, _ := made[0].options.Field(name)
			if !blank(given) || given.Kind() == record.Function {
				return spec.Leaves(name + " was given and could not be called; callback-types judges that")
			}
		}
		return spec.Breaks("success and failure are both handled, by callbacks or by the promise",
			"nothing listens to a %s: neither %s nor %s is passed, and nothing is attached to the promise", what, callbacks[0], callbacks[1]).At(made[0].place)
	})
}
