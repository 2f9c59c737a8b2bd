package matchers

import (
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// RawBodyVerified succeeds when a signature is verified over the bytes that came.
// Rule raw-body-verified.
func RawBodyVerified() *Matcher {
	return matcher("raw-body-verified", func(r record.Record, in evidence) rule.Judgement {
		operation := schemas.ConsultOperation
		if all := answers(r, ""); len(all) > 0 {
			operation = all[len(all)-1].Text("operation") // the last call is the one with the unusual bytes
		}
		return in.takes(r, operation, "a call that is signed over the bytes it has, with blanks and escapes, is answered S")
	})
}
