package matchers

import (
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// URLFresh succeeds when every consultation has a URL of its own.
// Rule url-fresh.
func URLFresh() *Matcher {
	return matcher("url-fresh", func(r record.Record, in evidence) rule.Judgement {
		all := answers(r, schemas.ConsultOperation)
		if len(all) < 2 || text(all[0], "status") != "S" || text(all[1], "status") != "S" {
			return rule.CannotJudge("the first call was not answered S twice")
		}
		for _, name := range in.portal().URLs.Names {
			if v := inBody(all[0], name); v.Length() > 0 && v.Equal(inBody(all[1], name)) {
				return rule.Breaks("every consultation has a URL of its own", "%s is the same twice", name)
			}
		}
		return rule.Holds()
	})
}
