package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// AnswerSignatureRequired succeeds when a success without a signature is not believed.
// Rule answer-signature-required.
func AnswerSignatureRequired() *Matcher {
	return matcher("answer-signature-required", func(r record.Record, in evidence) rule.Judgement {
		if strings.HasPrefix(r.Scenario, "consult-signature/") {
			return in.consultDoubted(r, "a URL whose answer is not signed is not handed out")
		}
		if strings.HasPrefix(r.Scenario, UnbindSignatures) {
			return in.cancelDoubted(r, "a cancellation whose answer is not signed is not taken for done")
		}
		if boundEarly(r) {
			return rule.OutOfScope("what is in process is bound; status-decides judges that")
		}
		return in.isDisbelieved(r, answers(r), "an S without what proves it ("+strings.TrimPrefix(r.Scenario, "signature/")+") is not believed")
	})
}
