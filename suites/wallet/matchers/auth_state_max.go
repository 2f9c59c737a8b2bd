package matchers

import "github.com/signspec/signspec/schemas/record"

// AuthStateMax succeeds when a state of exactly the documented maximum is accepted and comes back whole. Rule
// auth-state-max.
func AuthStateMax() *Matcher {
	return newMatcher("auth-state-max", func(r record.Record, in evidence) Judgement {
		if !in.longestState(r) {
			return unjudged("the staged state is not of the longest length")
		}
		return in.acceptsState(r, "a state of "+characters(in.stateLimit())+" is accepted and comes back whole")
	})
}

// acceptsState judges that an approval with the staged state succeeds and that the state comes back.
func (in evidence) acceptsState(r record.Record, expected string) Judgement {
	if e, ok := outcome(r); ok && e.Type == record.Failed && in.plainlyWorks(record.Approve) {
		return breaks(expected, "the call ended in fail with %s", show(e.Arg()))
	}
	return in.echo(r, expected)
}
