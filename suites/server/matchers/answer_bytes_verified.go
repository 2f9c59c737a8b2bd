package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// AnswerBytesVerified succeeds when an answer is verified over the bytes that came.
// Rule answer-bytes-verified.
func AnswerBytesVerified() *Matcher {
	return matcher("answer-bytes-verified", func(r record.Record, in evidence) rule.Judgement {
		return in.isBound(r, 0, "an S that is signed over the bytes it has, with blanks and escapes, is bound")
	})
}
