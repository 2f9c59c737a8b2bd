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
			if change := text(e, "change"); change == "get" || change == "put" {
				continue
			}
			judged = true
			if text(e, "status") == "" || text(e, "code") == "" {
				return rule.Breaks("every answer has result with resultStatus, resultCode and resultMessage", "the answer to %s is %s", text(e, "operation"), said(e))
			}
			if !slices.Contains([]string{"S", "F", "U", "A"}, text(e, "status")) {
				return rule.Breaks("resultStatus is S, F or U", "it is %q", text(e, "status"))
			}
		}
		if !judged {
			return rule.CannotJudge("no call was made")
		}
		return rule.Holds()
	})
}
