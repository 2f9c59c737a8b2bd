package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// FailureIsNotSuccess succeeds when, after a documented failure, a person is shown nothing, and taken nowhere, that only
// a signed agreement leads to. What comes once the server has answered is what the server said. Rule
// failure-is-not-success.
func FailureIsNotSuccess() *Matcher {
	return matcher("failure-is-not-success", func(r record.Record, in evidence) rule.Judgement {
		if r.Stage == nil || r.Stage.Outcome == record.Approve {
			return rule.CannotJudge("no failure was staged")
		}
		approved, ok := in.approved()
		if !ok || len(calls(approved)) == 0 {
			return uncalled()
		}
		if len(calls(r)) == 0 {
			return in.unsigned(r)
		}
		if len(in.asIfSigned(r)) > 0 {
			return rule.CannotJudge("a result was sent; no-result-on-failure judges that")
		}
		told := in.toldAsSigned(r)
		if len(told) == 0 {
			return rule.Holds()
		}
		if !in.agreed() {
			return in.noAgreement()
		}
		if in.signingUnseen(approved) {
			return rule.CannotJudge(unseen)
		}
		after, _ := answered(r)
		return rule.Breaks("after a failure a person is shown nothing, and taken nowhere, that only a signed agreement leads to",
			"after %s is told what is told after a signing: %s", in.failureOf(r), quote(told)).At(in.placeOf(r, after, told))
	})
}

// mistakes says whether one of some failures is told as if the agreement had been signed.
func (in evidence) mistakes(failures ...record.Record) bool {
	return in.agreed() && slices.ContainsFunc(failures, func(r record.Record) bool { return len(in.toldAsSigned(r)) > 0 })
}

// mistakenForSigned leaves a rule unjudged that compares failures which are told as if the agreement had been signed.
func mistakenForSigned() rule.Judgement {
	return rule.CannotJudge("the failure is told as a signing is; failure-is-not-success judges that")
}
