package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// ResultLimits succeeds when code and message keep their maximum lengths.
// Rule result-limits.
func ResultLimits() *Matcher {
	return matcher("result-limits", func(r record.Record, in evidence) rule.Judgement {
		judged := false
		for _, e := range answers(r, "") {
			if e.Text("status") == "" {
				continue
			}
			judged = true
			if n := e.Value("code").Length(); n > longestCode {
				return rule.Breaks("resultCode has at most 64 characters", "it has %d", n)
			}
			if n := e.Value("message").Length(); n > longestMessage {
				return rule.Breaks("resultMessage has at most 256 characters", "it has %d", n)
			}
		}
		if !judged {
			return rule.CannotJudge("no answer had a result")
		}
		return rule.Holds()
	})
}

// The maximum lengths of a result, in characters.
const (
	longestCode    = 64
	longestMessage = 256
)
