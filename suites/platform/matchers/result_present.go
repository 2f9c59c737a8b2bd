package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// ResultPresent succeeds when every answer has a result.
// Rule result-present.
func ResultPresent() *Matcher {
	return matcher("result-present", func(r record.Record, in evidence) rule.Judgement {
		judged := false
		for _, e := range answers(r, "") {
			if byOtherMethod(e) {
				continue
			}
			judged = true
			if e.Text("status") == "" || e.Text("code") == "" {
				return rule.Breaks("every answer has result with resultStatus, resultCode and resultMessage", "the answer to %s is %s",
					e.Text("operation"), said(e))
			}
			result, _ := e.Value("body").Field("result")
			if message, ok := result.Field("resultMessage"); result.Kind() == record.Object && (!ok || message.Kind() == record.Null) {
				return rule.Breaks("every answer has result with resultStatus, resultCode and resultMessage",
					"the answer to %s, %s, has no resultMessage", e.Text("operation"), said(e))
			}
			if !slices.Contains([]string{"S", "F", "U", "A"}, e.Text("status")) {
				return rule.Breaks("resultStatus is S, F or U", "it is %q", e.Text("status"))
			}
		}
		if !judged {
			return rule.CannotJudge("no call was made")
		}
		return rule.Holds()
	})
}
