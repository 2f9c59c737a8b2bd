package matchers

import "github.com/signspec/signspec/schemas/record"

// NoThrow succeeds when the call did not throw to its caller. Rule no-throw.
func NoThrow() *Matcher {
	return newMatcher("no-throw", func(r record.Record, _ evidence) Judgement {
		if r.Frozen {
			return unjudged("the options were frozen; options-unchanged judges that")
		}
		if e, ok := r.First(record.Threw); ok {
			if ownThrow(e) {
				return unjudged("a callback of the caller threw; callback-errors-contained judges that")
			}
			return breaks("signContract does not throw to its caller, whatever the arguments: an error is reported to fail",
				"it threw %s", show(e.Arg()))
		}
		if _, ok := r.First(record.Returned); !ok {
			return unjudged("the call was not seen to return")
		}
		return holds()
	})
}
