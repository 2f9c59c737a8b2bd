package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// HandlesOutcomes succeeds when the program listens to a success and to a failure, by callbacks or by the promise, and something
// comes of a failure that it hears of. Rule handles-outcomes.
func HandlesOutcomes() *Matcher {
	return matcher("handles-outcomes", func(r record.Record, in evidence) rule.Judgement {
		if r.Stage == nil {
			return rule.CannotJudge("no outcome was staged")
		}
		if r.Stage.Start > 1 {
			return noticed(r)
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

// noticed judges whether anything came of a failure before the person starts again, moments later: something is read of it, told or
// asked, or the start calls the API.
func noticed(r record.Record) rule.Judgement {
	again, restarted := lastStart(r)
	heard := slices.IndexFunc(r.Events, func(e record.Event) bool {
		return e.Type == record.Delivered && slices.Contains(ofFailure(), text(e, "callback"))
	})
	if !restarted || heard < 0 || heard > again {
		return rule.CannotJudge("no failure was heard before another start")
	}
	came := slices.ContainsFunc(r.Events[heard:again], func(e record.Event) bool { return e.Type != record.Delivered })
	if came || len(callsOf(r, again, len(r.Events))) > 0 {
		return rule.Holds()
	}
	return rule.Breaks(
		"a failure that is heard is handled",
		"nothing is read of it, told or asked, and whoever starts again moments later meets a flow that is still under way",
	).At(r.Events[heard].Place)
}
