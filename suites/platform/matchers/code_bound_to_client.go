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
		if why, failed := in.good(schemas.ApplyOperation); failed {
			return why
		}
		all := answers(r, schemas.ApplyOperation)
		switch {
		case len(all) == 0:
			return rule.CannotJudge("the call could not be made: " + stopped(r))
		case all[0].Text("status") == "S":
			return rule.Breaks(expected, "it was answered %s", said(all[0]))
		case len(all) > 1 && all[1].Text("status") == "F":
			return rule.Breaks("what another client is refused has no effect on the code", "its own client can exchange it no more: %s",
				said(all[1]))
		}
		return rule.Holds()
	})
}
