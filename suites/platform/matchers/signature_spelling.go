package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// SignatureSpelling succeeds when every documented spelling is taken.
// Rule signature-spelling.
func SignatureSpelling() *Matcher {
	return matcher("signature-spelling", func(r record.Record, in evidence) rule.Judgement {
		return in.takesChanged(r, "a signature is taken in every documented spelling ("+changedCall(r, "spelling/")+")")
	})
}
