package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// RawBodyVerified succeeds when a signature is verified over the bytes that came.
// Rule raw-body-verified.
func RawBodyVerified() *Matcher {
	return matcher("raw-body-verified", func(r record.Record, in evidence) rule.Judgement {
		return in.takesChanged(r, "a call that is signed over the bytes it has, with blanks and escapes, is answered S")
	})
}
