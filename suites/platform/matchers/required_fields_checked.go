package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// RequiredFieldsChecked succeeds when a required field that is missing, empty or of another type is refused.
// Rule required-fields-checked.
func RequiredFieldsChecked() *Matcher {
	return matcher("required-fields-checked", func(r record.Record, in evidence) rule.Judgement {
		operation := strings.Split(r.Scenario, "/")[1]
		expected := "a call without what is required, or with something else in its place, is refused (" +
			strings.TrimPrefix(r.Scenario, "required/"+operation+"/") + ")"
		if why, none := noRefreshToken(r); none && operation == refresh {
			return why
		}
		if operation == schemas.CancelOperation || operation == refresh {
			return in.refusesWhere(r, operation, expected, schemas.ConsultOperation, schemas.ApplyOperation)
		}
		return in.refuses(r, operation, expected)
	})
}
