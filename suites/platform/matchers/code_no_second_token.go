package matchers

import (
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// CodeNoSecondToken succeeds when a code never gives a second, different token.
// Rule code-no-second-token.
func CodeNoSecondToken() *Matcher {
	return matcher("code-no-second-token", func(r record.Record, in evidence) rule.Judgement {
		all := answers(r, schemas.ApplyOperation)
		if len(all) < 2 {
			return rule.CannotJudge("the code could not be exchanged twice: " + stopped(r))
		}
		var first record.Value
		for _, e := range all {
			token := inBody(e, "accessToken")
			if e.Text("status") != "S" || token.Length() == 0 {
				continue
			}
			if first.Length() > 0 && !first.Equal(token) {
				return rule.Breaks("a code that was exchanged is refused, or gives the same token", "it gave another one")
			}
			first = token
		}
		if first.Length() == 0 {
			return rule.CannotJudge("the code gave no token at all")
		}
		return rule.Holds()
	})
}
