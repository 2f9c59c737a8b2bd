package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// ConsultComplete succeeds when the first call has every required field and asks for AGREEMENT_PAY.
// Rule consult-complete.
func ConsultComplete() *Matcher {
	return matcher("consult-complete", func(r record.Record, in evidence) rule.Judgement {
		calls := r.Of(record.Consulted)
		if len(calls) == 0 {
			return rule.CannotJudge("the platform was not called")
		}
		for _, e := range calls {
			body := e.Value("body")
			for _, required := range in.Portal().Required[schemas.ConsultOperation] {
				if !hasAny(body, required) {
					return rule.Breaks("the first call has "+strings.ReplaceAll(required, "|", " or "), "it has only %s", strings.Join(body.Keys(), ", "))
				}
			}
			if scopes, ok := body.Field("scopes"); ok && !strings.Contains(scopes.String(), "AGREEMENT_PAY") {
				return rule.Breaks("scopes asks for AGREEMENT_PAY", "scopes is %s", scopes)
			}
		}
		return rule.Holds()
	})
}

// hasAny says whether a body has one of the fields "a|b", and it is not empty; what is wanted in extendInfo may be there.
func hasAny(body record.Value, names string) bool {
	for name := range strings.SplitSeq(names, "|") {
		if v, ok := body.Field(name); ok && v.Kind() != record.Null && v.Length() > 0 || ok && v.Has() {
			return true
		}
		if extend, ok := body.Field("extendInfo"); ok && strings.Contains(extend.String(), name) {
			return true
		}
	}
	return false
}
