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
		all := answers(r, schemas.ApplyOperation)
		for i, e := range all {
			if e.Text("status") == "U" {
				return rule.Breaks(expected, "%s was answered %s, for as long as it was repeated", nthOf(i, all), said(e))
			}
		}
		return in.refuses(r, schemas.ApplyOperation, expected)
	})
}
