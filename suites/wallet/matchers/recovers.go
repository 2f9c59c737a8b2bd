package matchers

import "github.com/signspec/signspec/schemas/record"

// Recovers succeeds when a call after a failure, or after a refused parameter, succeeds. Rule recovers.
func Recovers() *Matcher {
	return newMatcher("recovers", func(r record.Record, in evidence) Judgement {
		if r.Stage == nil || in.expected(r) != record.Success || !in.afterFailure(r) {
			return unjudged("the call does not follow a failure")
		}
		if j, ok := disturbed(r); ok {
			return j
		}
		if !r.Passed(record.Success) {
			return unjudged("success was not passed")
		}
		if in.oddTexts(r) && !in.endedAsStaged(r) {
			return unjudged("the sign string or the state is an odd one; sign-str-verbatim and auth-state-verbatim judge that")
		}
		if len(in.plainly(record.Approve)) > 0 && !in.plainlyWorks(record.Approve) {
			return unjudged("an approval does not succeed without a failure before it either")
		}
		if r.End == record.Crashed || len(r.Of(record.Threw)) > 0 {
			return unanswered(r)
		}
		if !in.endedAsStaged(r) {
			before, _ := in.previous(r)
			return breaks("after a failure the next call can succeed", "after the call %q (%s), %s", before.ID, ended(before), ended(r))
		}
		return holds()
	})
}

// afterFailure says whether the call before this one in its scenario ended in failure.
func (in evidence) afterFailure(r record.Record) bool {
	before, ok := in.previous(r)
	if !ok || r.Overlap {
		return false
	}
	e, ok := outcome(before)
	return ok && e.Type == record.Failed
}
