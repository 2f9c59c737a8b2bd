package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// AuthStateMax succeeds when a state of exactly the documented maximum is accepted and comes back whole. Rule
// auth-state-max.
func AuthStateMax() *Matcher {
	return newMatcher("auth-state-max", func(r record.Record, in evidence) Judgement {
		if !in.longestState(r) {
			return unjudged("the staged state is not of the longest length")
		}
		if !plainState(r) && !in.carriesAsOdd(r) {
			return unjudged("the state holds more than letters and digits; auth-state-verbatim judges what becomes of it")
		}
		return in.acceptsState(r, "a state of "+characters(in.stateLimit())+" is accepted and comes back whole")
	})
}

// carriesAsOdd says whether a shorter state with characters beyond the basic plane came back whole, where that of a call has
// such: then it is the length that the wallet counts otherwise, in UTF-16 units say.
func (in evidence) carriesAsOdd(r record.Record) bool {
	return beyondBasicPlane(r) && slices.ContainsFunc(in.run, func(other record.Record) bool {
		if other.Stage == nil || other.Stage.Outcome != record.Approve || in.longestState(other) || !beyondBasicPlane(other) {
			return false
		}
		got, ok := authState(other)
		return ok && got == other.Stage.AuthState
	})
}

// beyondBasicPlane says whether the staged state has characters that are two units in UTF-16.
func beyondBasicPlane(r record.Record) bool {
	return strings.ContainsFunc(r.Stage.AuthState, func(c rune) bool { return c > 0xffff })
}

// acceptsState judges that an approval with the staged state succeeds and that the state comes back.
func (in evidence) acceptsState(r record.Record, expected string) Judgement {
	if r.Stage.Outcome != record.Approve {
		return unjudged("no approval was staged")
	}
	e, ok := outcome(r)
	if ok && e.Type == record.Failed && in.oddSignStr(r) {
		return unjudged("the sign string is unusual as well, and may be why the call failed")
	}
	if ok && e.Type == record.Failed && in.plainlyWorks(record.Approve) {
		return breaks(expected, "the call ended in fail with %s", show(e.Arg()))
	}
	return in.echo(r, expected)
}
