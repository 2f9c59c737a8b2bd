package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// URLReturned succeeds when a success has an authorisation URL.
// Rule url-returned.
func URLReturned() *Matcher {
	return matcher("url-returned", func(r record.Record, in evidence) rule.Judgement {
		e, ok := answered(r, schemas.ConsultOperation)
		if !ok || e.Text("status") != "S" {
			return rule.CannotJudge("the first call was not answered S")
		}
		for _, name := range in.Portal().URLs.Names {
			if inBody(e, name).Length() > 0 {
				return rule.Holds()
			}
		}
		return rule.Breaks("a success has one of "+strings.Join(in.Portal().URLs.Names, ", "), "it has %s",
			strings.Join(e.Value("body").Keys(), ", "))
	})
}
