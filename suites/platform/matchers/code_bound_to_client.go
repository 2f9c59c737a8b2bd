package matchers

import (
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// CodeBoundToClient succeeds when a code is exchanged by its own client alone.
// Rule code-bound-to-client.
func CodeBoundToClient() *Matcher {
	return matcher("code-bound-to-client", func(r record.Record, in evidence) rule.Judgement {
		if why, failed := in.secondClient(); failed {
			return why
		}
		expected := "a code is refused to another client than the one that it was made for"
		if makesOrder(r) {
			exchange := func(u use) bool { return u.others() && u.Text("operation") == schemas.ApplyOperation }
			return eachUse(r, expected, exchange, use.good)
		}
		return in.refuses(r, schemas.ApplyOperation, expected)
	})
}
