package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// CallbacksOptional succeeds when a call works with whichever of success, fail and complete were passed: nothing
// throws, and the callback of the outcome runs where it was passed. Rule callbacks-optional.
func CallbacksOptional() *Matcher {
	return newMatcher("callbacks-optional", func(r record.Record, in evidence) Judgement {
		if len(r.Throws) > 0 || r.Overlap || r.Frozen {
			return unjudged("the call is not there to show which callbacks may be left out")
		}
		if j, ok := in.refusedWithout(r); ok {
			return j
		}
		if r.Stage == nil || in.parameter(r) != usable {
			return unjudged("the call is not there to show which callbacks may be left out")
		}
		if r.End == record.Crashed {
			return unanswered(r)
		}
		if allCallbacks(r) {
			if _, ok := outcome(r); !ok {
				return unanswered(r)
			}
			return holds()
		}
		if !in.plainlyWorks(r.Stage.Outcome) || in.oddTexts(r) {
			return unjudged("the outcome is not reached with all callbacks either")
		}
		want := in.expected(r)
		expected := passedCallbacks(r) + " passed, the call works and nothing throws"
		if e, ok := r.First(record.Threw); ok {
			return breaks(expected, "the call threw %s", show(e.Arg()))
		}
		if errors := uncaught(r, "exception"); len(errors) > 0 {
			return breaks(expected, "an exception was left uncaught: %s", show(errors[0].Arg()))
		}
		if e, ok := outcome(r); ok && e.Type != want && !r.Passed(want) && in.plainlyBoth(r) {
			return unjudged("success and fail are both called with all callbacks as well; one-outcome judges that")
		}
		if e, ok := outcome(r); ok && e.Type != want {
			return breaks(expected, "%s", ended(r))
		}
		if r.Passed(want) && len(r.Of(want)) == 0 {
			return breaks(expected, "%s was passed and never called", want)
		}
		return holds()
	})
}

// refusedWithout judges a call that lacks callbacks and whose sign string is refused, where the same is plainly refused with all
// of them: only an exception tells that the wallet missed one.
func (in evidence) refusedWithout(r record.Record) (Judgement, bool) {
	errors := uncaught(r, "exception")
	if r.API == AvailabilityAPI || in.parameter(r) == usable || in.parameter(r) == noOptions || allCallbacks(r) ||
		unusual(r) != "" || len(errors) == 0 {
		return Judgement{}, false
	}
	plainly := slices.ContainsFunc(in.run, func(other record.Record) bool {
		_, odd := disturbed(other)
		failed := len(other.Of(record.Failed)) > 0 && len(uncaught(other, "exception")) == 0
		return !odd && failed && allCallbacks(other) && in.parameter(other) != usable && in.parameter(other) != noOptions
	})
	if !plainly {
		return Judgement{}, false
	}
	return breaks(passedCallbacks(r)+" passed, a refused call works and nothing throws", "an exception was left uncaught: %s",
		show(errors[0].Arg())), true
}

func passedCallbacks(r record.Record) string {
	if len(r.Callbacks) == 0 {
		return "with no callback"
	}
	return "with only " + strings.Join(r.Callbacks, " and ")
}
