package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// GrantTypeChecked succeeds when a grant type that does not fit is refused.
// Rule grant-type-checked.
func GrantTypeChecked() *Matcher {
	return matcher("grant-type-checked", func(r record.Record, in evidence) rule.Judgement {
		expected := "an exchange whose grantType does not fit is refused (" + strings.TrimPrefix(r.Scenario, "grant/") + ")"
		if strings.HasPrefix(r.Scenario, GrantOfRefresh) {
			if why, none := noRefreshToken(r); none {
				return why
			}
			return in.refusesWhere(r, refresh, expected, schemas.ApplyOperation)
		}
		return in.refuses(r, schemas.ApplyOperation, expected)
	})
}
