package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// TokenStaysOnServer succeeds when no token reaches the client.
// Rule token-stays-on-server.
func TokenStaysOnServer() *Matcher {
	return matcher("token-stays-on-server", func(r record.Record, in evidence) rule.Judgement {
		told := r.Of(record.Told)
		if len(told) == 0 {
			return rule.CannotJudge("the client was told nothing")
		}
		for _, e := range told {
			if names := carries(e); len(names) > 0 {
				return rule.Breaks("no answer to the client carries a token", "the answer to %s carries %s", e.Text("to"), strings.Join(names, " and "))
			}
		}
		return rule.Holds()
	})
}
