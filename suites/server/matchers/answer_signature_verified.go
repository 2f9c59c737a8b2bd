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
		if strings.HasPrefix(r.Scenario, UnbindSignatures) {
			return in.cancelDoubted(r, "a cancellation whose answer is signed by another key is not taken for done")
		}
		if boundEarly(r) {
			return rule.OutOfScope("what is in process is bound; status-decides judges that")
		}
		return in.isDisbelieved(r, answers(r), "an S whose signature is wrong ("+strings.TrimPrefix(r.Scenario, "signature/")+") is not believed")
	})
}

// answers is how many answers the exchange is given until the one that proves nothing.
func answers(r record.Record) int {
	if xs := exchanges(r, 0); len(xs) > 0 && xs[0].answered.Text("staged") == inProcess {
		return 2
	}
	return 1
}

// boundEarly says whether what was in process at first was bound before it was asked for again.
func boundEarly(r record.Record) bool {
	asked := len(exchanges(r, 0))
	return bound(r, 0) && asked > 0 && asked < answers(r)
}
