package matchers

import "github.com/signspec/signspec/schemas/record"

// CompleteCalled succeeds when complete was called, on success and on failure, whichever other callbacks were
// passed. Rule complete-called.
func CompleteCalled() *Matcher {
	return newMatcher("complete-called", func(r record.Record, in evidence) Judgement {
		if !r.Passed(record.Completed) {
			return unjudged("complete was not passed")
		}
		if j, ok := disturbed(r); ok {
			return j
		}
		if len(r.Of(record.Completed)) > 0 {
			return holds()
		}
		expected := "complete is called on success and on failure, whichever other callbacks were passed"
		if e, ok := outcome(r); ok {
			return breaks(expected, "%s was called, and complete was not", e.Type)
		}
		if r.End == record.Crashed || len(r.Of(record.Threw)) > 0 || r.Stage == nil || r.Passed(in.expected(r)) {
			return unanswered(r)
		}
		if len(uncaught(r, "exception")) > 0 {
			return unjudged("an exception was left uncaught; callbacks-optional judges that")
		}
		// The callback of the outcome was not passed, so only complete can tell that the call ended. Where the same
		// call ends with all callbacks, silence here is a complete that was withheld.
		if !in.plainlyWorks(r.Stage.Outcome) || in.oddTexts(r) {
			return unjudged("the outcome is not reached with all callbacks either")
		}
		return breaks(expected, "%s passed, and complete was not called", passedCallbacks(r))
	})
}
