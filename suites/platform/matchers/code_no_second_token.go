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
		if r.Scenario == Blanks && !slices.ContainsFunc(all, isSuccess) {
			return rule.Holds() // it was refused each time
		}
		// Blanks at its ends make no other code of one. Where any code gives a token, unknown-code-refused judges that.
		oneCode := (r.Scenario == CodeTwice || r.Scenario == Blanks) && !in.succeeds(RandomCode, schemas.ApplyOperation)
		exchange := func(u use) bool { return !u.others() && u.Text("operation") == schemas.ApplyOperation }
		return eachUse(r, "a code that was exchanged is refused, or gives the same token", exchange, func(u use) bool {
			token := inBody(u.Event, "accessToken")
			again := slices.ContainsFunc(u.before.spent, u.code.Equal) || oneCode && len(u.before.spent) > 0
			return u.good() && token.Length() > 0 && again && !slices.ContainsFunc(u.before.given, token.Equal)
		})
	})
}
