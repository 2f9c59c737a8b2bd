package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// URLReturned succeeds when a success has an authorisation URL.
// Rule url-returned.
func URLReturned() *Matcher {
	return matcher("url-returned", func(r record.Record, in evidence) rule.Judgement {
		judged := false
		for _, e := range answers(r, schemas.ConsultOperation) {
			if e.Text("status") != "S" {
				continue
			}
			judged = true
			if !slices.ContainsFunc(in.Portal().URLs.Names, func(name string) bool { return inBody(e, name).Length() > 0 }) {
				return rule.Breaks("a success has one of "+strings.Join(in.Portal().URLs.Names, ", "), "it has %s",
					strings.Join(e.Value("body").Keys(), ", "))
			}
		}
		if !judged {
			return rule.CannotJudge("the first call was not answered S")
		}
		return rule.Holds()
	})
}
