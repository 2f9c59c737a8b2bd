package matchers

import (
	"slices"

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
		var given []record.Value // the tokens so far, those of a refresh as well
		exchanged := false
		for _, e := range answers(r, "") {
			token := inBody(e, "accessToken")
			if e.Text("status") != "S" || token.Length() == 0 {
				continue
			}
			ofCode := e.Text("operation") == schemas.ApplyOperation
			if ofCode && exchanged && !slices.ContainsFunc(given, token.Equal) {
				return rule.Breaks("a code that was exchanged is refused, or gives the same token", "it gave another one")
			}
			given, exchanged = append(given, token), exchanged || ofCode
		}
		if !exchanged {
			return rule.CannotJudge("the code gave no token at all")
		}
		return rule.Holds()
	})
}
