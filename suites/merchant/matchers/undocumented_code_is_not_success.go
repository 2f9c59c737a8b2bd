package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// UndocumentedCodeIsNotSuccess succeeds when an undocumented, numeric or missing error code is handled as a failure,
// without a crash that a documented code does not cause. Rule undocumented-code-is-not-success.
func UndocumentedCodeIsNotSuccess() *Matcher {
	return matcher("undocumented-code-is-not-success", func(r record.Record, in evidence) rule.Judgement {
		a := answers(r)
		if len(a) == 0 {
			return rule.CannotJudge("the answer was not heard; handles-outcomes judges that")
		}
		if heard(r, "success", "resolve") {
			return rule.CannotJudge("the answer is no failure")
		}
		expected := "an undocumented, numeric or missing error code is handled as a failure, without a crash"
		plain, _ := in.scenario(Outcome(record.Fail))
		if e, crashed := newCrash(r, plain); crashed {
			return rule.Breaks(expected, "given %s: %s", a[0].payload, uncaughtText(e)).At(e.Place)
		}
		return in.notAsSigned(r, expected, a[0].payload)
	})
}
