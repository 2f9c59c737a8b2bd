package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// SuccessNeedsCode succeeds when a success without a usable authCode (absent, empty, null, or a failure that a sibling
// API would report through success) is not treated as signed. Rule success-needs-code.
func SuccessNeedsCode() *Matcher {
	return matcher("success-needs-code", func(r record.Record, in evidence) rule.Judgement {
		a := answers(r)
		if len(a) == 0 {
			return rule.CannotJudge("the answer was not heard; handles-outcomes judges that")
		}
		if _, ok := handedOut(r); ok {
			return rule.CannotJudge("a code was handed out")
		}
		return in.notAsSigned(r, "a success without a usable authCode is not treated as signed", a[0].payload)
	})
}

// notAsSigned judges that an answer is not treated as signed.
func (in evidence) notAsSigned(r record.Record, expected string, payload record.Value) rule.Judgement {
	given := "given " + hide(r, payload.String()) + ", the program "
	if sent := in.asIfSigned(r); len(sent) > 0 {
		return rule.Breaks(expected, "%ssends a result to %s", given, sent[0].endpoint()).At(sent[0].place)
	}
	after, _ := answered(r)
	if told := common(in.toldAfterAnswer(r), in.signs()); len(told) > 0 {
		if !in.agreed() {
			return in.noAgreement()
		}
		return rule.Breaks(expected, "%stells what only a signing tells: %s", given, quote(told)).At(in.placeOf(r, after, told))
	}
	return rule.Holds()
}
