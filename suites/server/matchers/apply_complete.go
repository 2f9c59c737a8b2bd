package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// ApplyComplete succeeds when the exchange has what it needs.
// Rule apply-complete.
func ApplyComplete() *Matcher {
	return matcher("apply-complete", func(r record.Record, in evidence) rule.Judgement {
		calls := r.Of(record.Applied)
		if len(calls) == 0 {
			return rule.CannotJudge("the platform was not asked for a token")
		}
		for _, e := range calls {
			body := e.Value("body")
			if _, refreshes := body.Field("refreshToken"); refreshes {
				continue
			}
			grant, _ := body.Field("grantType")
			if kind, _ := grant.Str(); kind != "AUTHORIZATION_CODE" {
				return rule.Breaks("grantType is AUTHORIZATION_CODE", "it is %s", grant)
			}
			for _, required := range in.Portal().Required[schemas.ApplyOperation] {
				if required != "grantType" && !hasAny(body, required) {
					return rule.Breaks("the exchange has "+required, "it has only %s", strings.Join(body.Keys(), ", "))
				}
			}
		}
		return rule.Holds()
	})
}
