package matchers

import "github.com/signspec/signspec/schemas/record"

// AuthStateVerbatim succeeds when a state that some encoding might touch (blanks, quotes, %41, reserved and
// non-ASCII characters, text that looks like JSON) comes back unchanged. Rule auth-state-verbatim.
func AuthStateVerbatim() *Matcher {
	return newMatcher("auth-state-verbatim", func(r record.Record, in evidence) Judgement {
		if r.Stage == nil || plainState(r) {
			return unjudged("the staged state is a plain one")
		}
		return in.acceptsState(r, "the state comes back unchanged, whatever characters it has")
	})
}
