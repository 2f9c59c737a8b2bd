package matchers

import (
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// UnknownCodeRefused succeeds when a code that does not exist is refused with F.
// Rule unknown-code-refused.
func UnknownCodeRefused() *Matcher {
	return matcher("unknown-code-refused", func(r record.Record, in evidence) rule.Judgement {
		if why, failed := in.good(schemas.ApplyOperation); failed {
			return why
		}
		if r.Scenario == OtherCase && r.Reason == NoOtherCase {
			return rule.OutOfScope(NoOtherCase)
		}
		expected := "a code that does not exist is answered F"
		if e, ok := answered(r, schemas.ApplyOperation); ok && e.Text("status") == "U" {
			return rule.Breaks(expected, "it was answered %s, for as long as it was repeated", said(e))
		}
		return in.refuses(r, schemas.ApplyOperation, expected)
	})
}
