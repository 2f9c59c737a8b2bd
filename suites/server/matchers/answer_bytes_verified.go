package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// AnswerBytesVerified succeeds when an answer is verified over the bytes that came.
// Rule answer-bytes-verified.
func AnswerBytesVerified() *Matcher {
	return matcher("answer-bytes-verified", func(r record.Record, in evidence) rule.Judgement {
		if r.Scenario == EscapedURL {
			if why, failed := in.neverBound(); failed {
				return why
			}
			if !started(r, 0) {
				return rule.Breaks("an answer that is signed over the bytes it has, with \\u0026 for &, is believed", "the start gave no sign string")
			}
		}
		return in.isBound(r, 0, "an S that is signed over the bytes it has, with blanks and escapes or in pieces, is bound")
	})
}
