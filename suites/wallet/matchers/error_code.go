package matchers

import "github.com/signspec/signspec/schemas/record"

// failsWith judges that a staged failure ends in fail with the code that the profile documents for it. What happened
// is told in words.
func failsWith(id string, staged record.Outcome, happened string) *Matcher {
	return newMatcher(id, func(r record.Record, in evidence) Judgement {
		if r.Stage == nil || r.Stage.Outcome != staged || in.parameter(r) != usable {
			return unjudged("the outcome was not staged")
		}
		if j, ok := disturbed(r); ok {
			return j
		}
		want := in.profile.Code(staged)
		expected := "when " + happened + ", fail gets error " + want
		first, ok := outcome(r)
		if !ok {
			return unanswered(r)
		}
		if got, _ := in.profile.CodeOf(first.Arg().JSON()); in.oddTexts(r) && !in.accepted(r) && (first.Type == record.Success || got != want) {
			return unjudged("the sign string or the state is an odd one; sign-str-verbatim and auth-state-verbatim judge that")
		}
		if first.Type == record.Success {
			return breaks(expected, "success was called with %s", show(first.Arg()))
		}
		got, ok := in.profile.CodeOf(first.Arg().JSON())
		if !ok {
			return unjudged("fail got no error code; failure-shape judges that")
		}
		if got != want {
			return breaks(expected, "error is %q", got)
		}
		return holds()
	})
}
