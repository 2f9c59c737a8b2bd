package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// CallbackErrorsContained succeeds when a callback that throws does not cost the caller complete, or the promise, does not
// turn one outcome into the other, and leaves the calls after it as they are. Rule callback-errors-contained.
func CallbackErrorsContained() *Matcher {
	return newMatcher("callback-errors-contained", func(r record.Record, in evidence) Judgement {
		expected := "a callback that throws costs the caller nothing"
		if in.spoiltByThrow(r) {
			return breaks(expected, "a callback of an earlier call threw, and then, of %s: %s", r.Stage.Outcome, ended(r))
		}
		if !callbackThrew(r) {
			return unjudged("no callback threw")
		}
		thrower := strings.Join(thrown(r), " and ")
		first, ok := outcome(r)
		if !ok {
			return unanswered(r)
		}
		if other, ok := r.First(opposite(first.Type)); ok && !in.plainlyBoth(r) {
			return breaks(expected, "when %s threw, %s was called with %s", thrower, other.Type, show(other.Arg()))
		}
		if r.Stage != nil && !in.plainlyWorks(r.Stage.Outcome) {
			return unjudged("the outcome is not reached when no callback throws either")
		}
		if r.Passed(record.Completed) && len(r.Of(record.Completed)) == 0 && in.plainlyCompletes(r) {
			return breaks(expected, "when %s threw, complete was not called", thrower)
		}
		if r.Watched && in.plainlySettles(r, first.Type) && !settledAs(r, first.Type) {
			settled, ok := r.First(record.Resolved, record.Rejected)
			if !ok {
				return breaks(expected, "when %s threw, the promise neither resolved nor rejected", thrower)
			}
			return breaks(expected, "when %s threw, the promise %s", thrower, settles(settled))
		}
		if r.Stage != nil {
			if what, ok := in.unsound(r); ok {
				return breaks(expected, "when %s threw, %s", thrower, what)
			}
		}
		return holds()
	})
}

// spoiltByThrow says whether a call ended otherwise than staged, or never, though nothing else is odd than that a callback of an
// earlier call of its scenario threw.
func (in evidence) spoiltByThrow(r record.Record) bool {
	if r.Stage == nil || r.Overlap || r.End == record.Crashed || len(r.Of(record.Threw)) > 0 || in.endedAsStaged(r) ||
		!r.Passed(in.expected(r)) || in.parameter(r) != usable || in.oddTexts(r) || !in.plainlyWorks(r.Stage.Outcome) {
		return false
	}
	return slices.ContainsFunc(in.earlier(r), callbackThrew)
}

// plainlyBoth says whether success and fail are both called when no callback throws; one-outcome judges that.
func (in evidence) plainlyBoth(r record.Record) bool {
	if r.Stage == nil {
		return false
	}
	return slices.ContainsFunc(in.plainly(r.Stage.Outcome), func(plain record.Record) bool {
		return len(plain.Of(record.Success)) > 0 && len(plain.Of(record.Failed)) > 0
	})
}

// plainlyCompletes says whether complete is called for the same outcome when no callback throws.
func (in evidence) plainlyCompletes(r record.Record) bool {
	if r.Stage == nil {
		return true
	}
	return slices.ContainsFunc(in.plainly(r.Stage.Outcome), func(plain record.Record) bool {
		return len(plain.Of(record.Completed)) > 0
	})
}

// plainlySettles says whether a promise settles as the callbacks say for the same outcome when no callback throws.
func (in evidence) plainlySettles(r record.Record, as record.EventType) bool {
	if r.Stage == nil {
		return false
	}
	return slices.ContainsFunc(in.plainly(r.Stage.Outcome), func(plain record.Record) bool {
		return plain.Watched && settledAs(plain, as)
	})
}

// settledAs says whether the promise of a call was resolved where success was called, and rejected where fail was.
func settledAs(r record.Record, as record.EventType) bool {
	settled, ok := r.First(record.Resolved, record.Rejected)
	return ok && (settled.Type == record.Resolved) == (as == record.Success)
}

func opposite(t record.EventType) record.EventType {
	if t == record.Success {
		return record.Failed
	}
	return record.Success
}
