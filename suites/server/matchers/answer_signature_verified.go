package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// AnswerSignatureVerified succeeds when an answer whose signature is wrong is not believed.
// Rule answer-signature-verified.
func AnswerSignatureVerified() *Matcher {
	return matcher("answer-signature-verified", func(r record.Record, in evidence) rule.Judgement {
		if strings.HasPrefix(r.Scenario, "consult-signature/") {
			return in.consultDoubted(r, "a URL whose answer is signed by another key is not handed out")
		}
		return in.isRefused(r, 0, "an S whose signature is wrong ("+strings.TrimPrefix(r.Scenario, "signature/")+") is not believed", "it was bound")
	})
}

// consultDoubted judges whether the URL of an answer that proves nothing was handed out.
func (in evidence) consultDoubted(r record.Record, expected string) rule.Judgement {
	if good, ok := in.scenario(Good); !ok || !started(good, 0) {
		return rule.CannotJudge("the control failed: a good start gave no sign string")
	}
	if started(r, 0) {
		return rule.Breaks(expected, "it was")
	}
	return rule.Holds()
}
