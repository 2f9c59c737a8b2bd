package matchers

import "github.com/signspec/signspec/schemas/record"

// SuccessShape succeeds when success got an object with the documented fields, and when an approval that nothing
// disturbs ends in success at all. Rule success-shape.
func SuccessShape() *Matcher {
	expected := "success gets an object with the documented fields, all strings"
	payload := payloadJudge("success-shape", record.Success, expected)
	return newMatcher("success-shape", func(r record.Record, in evidence) Judgement {
		if e, ok := outcome(r); ok && e.Type == record.Failed && in.onlyApproval(r) {
			return breaks("after the user approved, "+expected, "the approved call ended in fail with %s", show(e.Arg()))
		}
		return payload(r, in)
	})
}

// onlyApproval says whether the record is there to show nothing but an approval, so that no other rule speaks when
// it ends in failure.
func (in evidence) onlyApproval(r record.Record) bool {
	if r.Stage == nil || r.Stage.Outcome != record.Approve || in.parameter(r) != usable || !allCallbacks(r) {
		return false
	}
	if _, other := disturbed(r); other || len(r.Throws) > 0 {
		return false
	}
	if plain := in.plainly(record.Approve); len(plain) > 0 && !in.plainlyWorks(record.Approve) {
		return true // nothing that a scenario adds is to blame
	}
	return !in.afterFailure(r) && !in.oddTexts(r)
}
