package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// PrepareIdempotent succeeds when the same key twice is the same agreement.
// Rule prepare-idempotent.
func PrepareIdempotent() *Matcher {
	return matcher("prepare-idempotent", func(r record.Record, in evidence) rule.Judgement {
		all := answers(r, schemas.ConsultOperation)
		if len(all) < 2 || all[0].Text("status") != "S" {
			return rule.CannotJudge("the first call was not answered S")
		}
		if strings.HasPrefix(r.Scenario, "idempotent/other") {
			if all[1].Text("status") == "S" {
				return rule.Breaks("the same key with other parameters is refused", "it was answered S")
			}
			return rule.Holds()
		}
		if all[1].Text("status") != "S" && r.Scenario == SameApproved {
			return rule.Holds() // there is an agreement, and no other
		}
		if all[1].Text("status") != "S" {
			return rule.Breaks("the same call again is answered like the first", "it was answered %s", said(all[1]))
		}
		for _, name := range in.Portal().URLs.Names {
			if v := inBody(all[0], name); v.Length() > 0 && !v.Equal(inBody(all[1], name)) {
				return rule.Breaks("the same call again gives the same agreement", "%s is another", name)
			}
		}
		return rule.Holds()
	})
}
