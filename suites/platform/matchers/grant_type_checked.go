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
		if r.Scenario == "grant/refresh-only" {
			if why, none := noRefreshToken(r); none {
				return why
			}
			return in.refuses2(r, refresh, expected)
		}
		return in.refuses(r, schemas.ApplyOperation, expected)
	})
}

// refuses2 judges a call whose control is the exchange of a code.
func (in evidence) refuses2(r record.Record, operation, expected string) rule.Judgement {
	if why, failed := in.good(schemas.ApplyOperation); failed {
		return why
	}
	e, ok := answered(r, operation)
	if !ok {
		return rule.CannotJudge("the call could not be made: " + stopped(r))
	}
	if e.Text("status") == "S" {
		return rule.Breaks(expected, "it was answered %s", said(e))
	}
	return rule.Holds()
}
