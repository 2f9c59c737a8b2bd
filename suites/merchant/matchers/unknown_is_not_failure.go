package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// UnknownIsNotFailure succeeds when the server is asked after an unknown result, or the user is told something other
// than after a failure. Rule unknown-is-not-failure.
func UnknownIsNotFailure() *Matcher {
	return matcher("unknown-is-not-failure", func(r record.Record, in evidence) rule.Judgement {
		failed, ok := in.scenario(Outcome(record.Fail))
		if r.Scenario == OverdueUnknown {
			failed, ok = in.scenario(OverdueFail)
		}
		if !ok || r.Stage == nil || r.Stage.Outcome != record.Unknown {
			return rule.CannotJudge("the scenario is not an unknown result beside a failure")
		}
		after, ok := answered(r)
		if !ok || len(calls(failed)) == 0 {
			return uncalled()
		}
		told := in.told(r, after)
		if slices.ContainsFunc(requests(r, after), in.asks) || len(told) > 0 && !in.tellsTheSame(r, failed) {
			return rule.Holds()
		}
		if len(told) == 0 && attempt(r) > 0 {
			return rule.CannotJudge("what is to be told may stand there since the attempt before")
		}
		if len(told) == 0 && late(r) {
			return rule.Holds() // what was told when the program gave up waiting stands
		}
		if len(in.toldAsSigned(r)) > 0 || len(in.toldAsSigned(failed)) > 0 {
			return mistakenForSigned()
		}
		if crashed(r, failed) {
			return afterCrash()
		}
		unknown, failure := in.Profile.Code(record.Unknown), in.Profile.Code(record.Fail)
		expected := "after " + unknown + " the server is asked, or the user is told something other than after " + failure
		if len(told) == 0 {
			return rule.Breaks(expected, "after %s the server is not asked, and nothing is told", unknown).At(placeAt(r, after))
		}
		return rule.Breaks(
			expected,
			"after %s the server is not asked, and what is told is the same: %s",
			unknown,
			quote(told),
		).At(in.placeOf(r, after, told))
	})
}

// placeAt returns the place of the event that the program learned the answer by.
func placeAt(r record.Record, index int) *record.Place { return r.Events[index].Place }
