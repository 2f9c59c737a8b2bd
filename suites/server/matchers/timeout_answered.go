package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// TimeoutAnswered succeeds when the client is answered although the platform is not.
// Rule timeout-answered.
func TimeoutAnswered() *Matcher {
	return matcher("timeout-answered", func(r record.Record, in evidence) rule.Judgement {
		if len(of(r, record.Applied, 0)) == 0 {
			return rule.CannotJudge("the platform was not asked for a token")
		}
		for _, e := range tolds(r, 0, "result") {
			if failed := text(e, "error"); failed != "" {
				return rule.Breaks("the client is answered although the platform is silent", "result: %s within %d ms", failed, number(e, "tookMs"))
			}
		}
		return in.isRefused(r, 0, "an exchange that was not answered is not bound", "it was bound")
	})
}
