package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// AcceptsSigned succeeds when a good, signed call is answered S.
// Rule accepts-signed.
func AcceptsSigned() *Matcher {
	return matcher("accepts-signed", func(r record.Record, in evidence) rule.Judgement {
		if strings.HasPrefix(r.Scenario, ContentTypes) {
			return in.takesChanged(r, "a call that is signed as documented is answered S, whether its Content-Type says a charset or there is none")
		}
		e, ok := answered(r, schemas.ConsultOperation)
		if !ok {
			return rule.CannotJudge("no call was made")
		}
		if e.Text("status") != "S" {
			return rule.Breaks("a call that is signed as documented is answered S", "it was answered %s: %s%s", said(e), e.Text("message"), wants(e))
		}
		return rule.Holds()
	})
}
