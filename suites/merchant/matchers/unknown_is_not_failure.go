package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// UnknownIsNotFailure succeeds when the server is asked after an unknown result, or the user is told something other
// than after a failure: a plain one, and one that comes after the same. Rule unknown-is-not-failure.
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
		if in.asksAfter(r) {
			return rule.Holds()
		}
		told := in.told(r, after)
		beside := "the same: " + quote(told)
		if len(told) > 0 && !in.tellsTheSame(r, failed) {
			there, alike := in.failingInstead(r)
			if !alike || in.tellsUnknownAsUsual(r, failed) || !in.standsAlike(r, there) {
				return rule.Holds()
			}
			failed, beside = there, besideFailing(told, there)
		}
		if len(told) == 0 && attempt(r) > 0 {
			return rule.CannotJudge("what is to be told may stand there since the attempt before")
		}
		if len(told) == 0 && late(r) {
			return rule.Holds() // what was told when the program gave up waiting stands
		}
		if in.mistakes(r, failed) {
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
			"after %s the server is not asked, and what is told is %s",
			unknown,
			beside,
		).At(in.placeOf(r, after, told))
	})
}

// asksAfter says whether the server is asked once the wallet has answered.
func (in evidence) asksAfter(r record.Record) bool {
	after, ok := answered(r)
	return ok && slices.ContainsFunc(requests(r, after), in.asks)
}

// tellsUnknownAsUsual says whether a person is told nothing but what an unknown result always tells, and that alone tells it from a
// failure: a program that asks its server besides may count on what that says.
func (in evidence) tellsUnknownAsUsual(r, failed record.Record) bool {
	plain, ok := in.scenario(Outcome(record.Unknown))
	return ok && !in.asksAfter(plain) && in.tellsAsUsual(r, failed)
}

// placeAt returns the place of the event that the program learned the answer by.
func placeAt(r record.Record, index int) *record.Place { return r.Events[index].Place }
