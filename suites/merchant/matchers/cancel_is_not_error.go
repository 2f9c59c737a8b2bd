package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// CancelIsNotError succeeds when a person who cancelled is shown nothing, or something other than a person whose
// signing failed. Rule cancel-is-not-error.
func CancelIsNotError() *Matcher {
	return matcher("cancel-is-not-error", func(r record.Record, in evidence) rule.Judgement {
		failed, ok := in.scenario(Outcome(record.Fail))
		if !ok || r.Stage == nil || r.Stage.Outcome != record.Cancel {
			return rule.CannotJudge("the scenario is not a cancellation beside a failure")
		}
		if len(calls(r)) == 0 || len(calls(failed)) == 0 {
			return uncalled()
		}
		if !heard(r, ofFailure()...) {
			return rule.CannotJudge("the failure was not heard; handles-outcomes judges that")
		}
		if !in.tellsTheSame(r, failed) && !in.tellsAllOf(r, failed) {
			return rule.Holds()
		}
		if len(in.toldAsSigned(r)) > 0 || len(in.toldAsSigned(failed)) > 0 {
			return mistakenForSigned()
		}
		if crashed(r, failed) {
			return afterCrash()
		}
		after, _ := answered(r)
		told := in.told(r, after)
		return rule.Breaks(
			"a person who cancelled is not shown what a person whose signing failed is shown",
			"after %s is shown what is shown after %s: %s",
			in.Profile.Code(record.Cancel),
			in.Profile.Code(record.Fail),
			quote(told),
		).At(in.placeOf(r, after, told))
	})
}

// tellsAllOf says whether a person reads all that only a failure tells, and more. What every failure tells, such as a button
// to try again, says nothing of this one.
func (in evidence) tellsAllOf(r, failed record.Record) bool {
	approved, ok := in.approved()
	if !ok {
		return false
	}
	var ofEach []string
	if others := in.scenarios(Outcome(record.Network), Outcome(record.Unknown)); len(others) == 2 {
		ofEach = common(in.readable(others[0]), in.readable(others[1]))
	}
	own := without(in.readable(failed), ofEach, unaddressed(approved, in.toldEver(approved), in.openedPages(approved, -1)))
	return len(own) > 0 && len(without(own, in.readable(r))) == 0 && in.openedAlike(r, failed)
}
