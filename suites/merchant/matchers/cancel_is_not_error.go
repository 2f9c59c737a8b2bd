package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// CancelIsNotError succeeds when a person who cancelled is shown nothing, or something other than a person whose
// signing failed, be that plainly or after the same. Rule cancel-is-not-error.
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
			return unheard()
		}
		after, _ := answered(r)
		told := in.told(r, after)
		shown := "what is shown after " + in.Profile.Code(record.Fail) + ": " + quote(told)
		if !in.tellsTheSame(r, failed) && !in.tellsAllOf(r, failed) {
			there, alike := in.failingInstead(r)
			if !alike || in.tellsAsUsual(r, failed) || !in.standsAlike(r, there) {
				return rule.Holds()
			}
			failed, shown = there, besideFailing(told, there)
		}
		if in.mistakes(r, failed) {
			return mistakenForSigned()
		}
		if crashed(r, failed) {
			return afterCrash()
		}
		return rule.Breaks(
			"a person who cancelled is not shown what a person whose signing failed is shown",
			"after %s is shown %s",
			in.Profile.Code(record.Cancel),
			shown,
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
