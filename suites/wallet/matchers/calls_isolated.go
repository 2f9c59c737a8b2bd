package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
)

// CallsIsolated succeeds when each of two calls that overlap gets its own state, code and outcome. Rule
// calls-isolated.
func CallsIsolated() *Matcher {
	return newMatcher("calls-isolated", func(r record.Record, in evidence) Judgement {
		if !r.Overlap || r.Stage == nil {
			return unjudged("the call does not overlap another")
		}
		others := in.overlapping(r)
		if len(others) == 0 {
			return unjudged("the calls did not overlap: the first had ended before the second was made")
		}
		if r.End == record.Crashed || len(r.Of(record.Threw)) > 0 {
			return unanswered(r)
		}
		if in.passesTheSame(r, others) {
			return in.endsAnyhow(r)
		}
		expected := "each of two calls that overlap gets its own state, code and outcome"
		for _, other := range others {
			if what, ok := in.took(r, other); ok {
				return breaks(expected, "%s", what)
			}
		}
		// Whatever goes wrong without another call pending is not for this rule.
		if !in.plainlyWorks(r.Stage.Outcome) {
			return unjudged("the outcome is not reached without another call pending either")
		}
		if !r.Passed(in.expected(r)) {
			return unjudged("the callback of the outcome was not passed")
		}
		if in.lostNetworkOf(r, others) {
			return unjudged("the network was taken away for the other call, and may be one for both")
		}
		if !in.endedAsStaged(r) {
			return breaks(expected, "%s was staged, and %s", r.Stage.Outcome, ended(r))
		}
		if first, _ := outcome(r); first.Type == record.Failed {
			if got, ok := in.profile.CodeOf(first.Arg().JSON()); ok && got != in.profile.Code(r.Stage.Outcome) &&
				in.profile.DocumentedCode(got) &&
				in.plainlyCoded(r.Stage.Outcome) {
				return breaks(expected, "%s was staged, and error is %q", r.Stage.Outcome, got)
			}
		}
		switch n := in.pagesOf(r); {
		case n > 1 && in.plainlyOpensOnce(r.Stage.Outcome):
			return breaks(expected, "the page was opened %d times for one of them", n)
		case n == 0 && succeeded(r) && in.plainlyOpens():
			return breaks(expected, "%s got its code, and no page had been opened for it", r.ID)
		}
		if what, ok := in.unsound(r); ok {
			return breaks(expected, "%s", what)
		}
		return holds()
	})
}

// passesTheSame says whether another of some calls was staged with the same sign string: the two are of one authorisation.
func (in evidence) passesTheSame(r record.Record, others []record.Record) bool {
	return slices.ContainsFunc(others, func(other record.Record) bool {
		return r.Stage.SignStr != "" && r.Stage.SignStr == other.Stage.SignStr
	})
}

// endsAnyhow judges one of two calls that pass the same sign string at once: whether it is refused, or shares the authorisation, is
// the wallet's affair.
func (in evidence) endsAnyhow(r record.Record) Judgement {
	_, ended := outcome(r)
	switch {
	case ended:
		return holds()
	case !r.Passed(record.Success) || !r.Passed(record.Failed):
		return unjudged("the callback that would say how it ended may not have been passed")
	case !in.plainlyWorks(r.Stage.Outcome):
		return unjudged("the outcome is not reached without another call pending either")
	}
	return breaks("of two calls that overlap each ends, also where both pass the same sign string", "nothing was called")
}

// overlapping returns the calls of the scenario during which this one was pending, or that were pending during it.
func (in evidence) overlapping(r record.Record) []record.Record {
	var found []record.Record
	for _, other := range in.run {
		if other.Scenario != r.Scenario || other.ID == r.ID || other.Stage == nil {
			continue
		}
		first, second := r, other
		if other.StartedAt < r.StartedAt {
			first, second = other, r
		}
		e, ended := outcome(first)
		if !ended || first.StartedAt+e.At >= second.StartedAt {
			found = append(found, other)
		}
	}
	return found
}

// lostNetworkOf says whether a call was told that the network failed, which was staged for another at the same time: a device has
// one network.
func (in evidence) lostNetworkOf(r record.Record, others []record.Record) bool {
	first, ok := outcome(r)
	if !ok || first.Type != record.Failed || r.Stage.Outcome == record.Network ||
		!slices.ContainsFunc(others, func(other record.Record) bool { return other.Stage.Outcome == record.Network }) {
		return false
	}
	got, ok := in.profile.CodeOf(first.Arg().JSON())
	return ok && got == in.profile.Code(record.Network)
}

// took says what of another call's result a call got.
func (in evidence) took(r, other record.Record) (string, bool) {
	for _, p := range payloads(r, record.Success) {
		state, _ := p.Field("authState")
		if text, ok := state.Str(); ok && text != "" && text == other.Stage.AuthState && text != r.Stage.AuthState {
			return r.ID + " got the authState of " + other.ID, true
		}
		if r.Stage.Outcome != record.Approve && other.Stage.Outcome == record.Approve && in.plainlyWorks(r.Stage.Outcome) {
			return string(r.Stage.Outcome) + " was staged, and success was called with " + show(p), true
		}
	}
	mine, ok := codeIn(r, record.Success)
	theirs, also := codeIn(other, record.Success)
	if ok && also && r.ID > other.ID && mine.Equal(theirs) && !in.codesRepeat() {
		return r.ID + " got the authCode of " + other.ID, true
	}
	return "", false
}

// codesRepeat says whether the target repeats its codes without overlap as well; auth-code-fresh judges that.
func (in evidence) codesRepeat() bool {
	for i, r := range in.run {
		for _, earlier := range in.run[:i] {
			if in.sameCode(earlier, r) {
				return true
			}
		}
	}
	return false
}

// plainlyCoded says whether the outcome has its own error code when nobody disturbs the call.
func (in evidence) plainlyCoded(o record.Outcome) bool {
	for _, r := range in.plainly(o) {
		if e, ok := r.First(record.Failed); ok {
			if got, ok := in.profile.CodeOf(e.Arg().JSON()); ok && got == in.profile.Code(o) {
				return true
			}
		}
	}
	return false
}

// plainlyOpens says whether every approval that succeeds opens a page when nobody disturbs the call.
func (in evidence) plainlyOpens() bool {
	approvals := slices.DeleteFunc(in.plainly(record.Approve), func(r record.Record) bool { return !succeeded(r) })
	return len(approvals) > 0 && !slices.ContainsFunc(approvals, func(r record.Record) bool { return len(r.Of(record.Opened)) == 0 })
}

// plainlyOpensOnce says whether the page is never opened twice when nobody disturbs the call.
func (in evidence) plainlyOpensOnce(o record.Outcome) bool {
	return !slices.ContainsFunc(in.plainly(o), func(r record.Record) bool { return len(r.Of(record.Opened)) > 1 })
}
