package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// agreed says whether the plain approval shows what a signed agreement leads to: a result was sent in it, and the server did not
// answer it by an error. Where nobody can read what is sent, it may be one.
func (in evidence) agreed() bool {
	return kept(in, "agreed", func() bool {
		approved, ok := in.approved()
		if !ok {
			return false
		}
		unread := masked(approved) && !in.hasRole(schemas.ResultRole) || in.enciphers(approved)
		return unread || slices.ContainsFunc(in.results(approved), func(q request) bool { return !failsWith(approved, q) })
	})
}

// failsWith says whether a request was answered by an error, or ended in one.
func failsWith(r record.Record, q request) bool {
	return slices.ContainsFunc(r.Events[q.index:], func(e record.Event) bool {
		failed := number(e, "status") >= 400 || field(e, "error").Kind() != record.Undefined
		return e.Type == record.Replied && field(e, "id").Equal(q.id) && failed
	})
}

// noAgreement leaves a rule unjudged that compares with what a signed agreement leads to.
func (in evidence) noAgreement() rule.Judgement {
	if approved, _ := in.approved(); len(in.results(approved)) > 0 {
		return rule.CannotJudge("the server accepted no result after an approval, so nobody knows what a signed agreement leads to")
	}
	return rule.CannotJudge("no result was sent after an approval, so nobody knows what a signed agreement leads to; sends-result judges that")
}
