package matchers

import "github.com/signspec/signspec/schemas/record"

// Settles succeeds when success or fail was called. Rule settles.
func Settles() *Matcher {
	return newMatcher("settles", func(r record.Record, in evidence) Judgement {
		expected := "success or fail is called"
		if r.End == record.Crashed {
			return breaks(expected, "%s", ended(r))
		}
		if _, ok := outcome(r); ok {
			return holds()
		}
		if len(r.Of(record.Threw)) > 0 {
			return unanswered(r)
		}
		if j, ok := disturbed(r); ok {
			return j
		}
		_, completed := r.First(record.Completed)
		switch {
		case r.Passed(record.Success) && r.Passed(record.Failed):
			if completed {
				return breaks(expected, "only complete was called")
			}
			return breaks(expected, "%s", ended(r))
		case in.oddTexts(r):
			return unjudged("the sign string or the state is an odd one, and may have been refused in a callback that was not passed")
		case in.parameter(r) != usable:
			// One that is not refused ends in success; the rules about bad parameters judge that with all callbacks.
			return unjudged("the sign string is a bad one, and the callback that would say whether it was refused was not passed")
		case r.Stage == nil || !r.Passed(in.expected(r)):
			return unjudged("the callback of the outcome was not passed")
		case completed:
			return unjudged("complete was called; callbacks-optional judges why the callback of the outcome was not")
		case len(in.plainly(r.Stage.Outcome)) > 0 && !in.plainlyWorks(r.Stage.Outcome):
			// The call may have ended otherwise, in a callback that nobody passed.
			return unjudged("the outcome is not reached with all callbacks either")
		}
		return breaks(expected, "%s was passed and %s", in.expected(r), ended(r))
	})
}
