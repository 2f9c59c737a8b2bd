package wallet

import (
	"fmt"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// Allowed returns what the profile allows to be seen of the call, in order: it returns, then the callback of the outcome
// that was staged comes, then complete, as far as these were passed.
func Allowed(p *schemas.Profile, r record.Record) []rule.Step {
	steps := []rule.Step{{Type: record.Returned, Text: "nothing has been called yet"}}
	outcome, payload := allowedOutcome(p, r)
	if outcome != "" && r.Passed(outcome) {
		steps = append(steps, rule.Step{Type: outcome, Text: payload})
	}
	if r.Passed(record.Completed) {
		steps = append(steps, rule.Step{Type: record.Completed, Text: "the last thing that comes"})
	}
	return steps
}

// allowedOutcome is the callback that the call must end in, and what that callback gets; empty where nothing was
// staged, since either may come then.
func allowedOutcome(p *schemas.Profile, r record.Record) (outcome record.EventType, payload string) {
	switch {
	case r.Stage == nil:
		return "", ""
	case !hasSignString(p, r):
		return record.Failed, "the parameter is refused"
	case r.Stage.Outcome != record.Approve:
		return record.Failed, fmt.Sprintf("{%s: %q, %s: …}", p.Failure.Code[0], p.Code(r.Stage.Outcome), p.Failure.Message[0])
	case r.Stage.AuthState == "" || !p.ReturnsState:
		return record.Success, "{authCode}"
	}
	return record.Success, "{authState, authCode}"
}

// hasSignString says whether the call passes a sign string that is not blank.
func hasSignString(p *schemas.Profile, r record.Record) bool {
	field, _ := r.Args.Field(p.Parameter)
	text, known := field.Str() // not known where it is masked, or very long
	return field.Kind() == record.String && (!known || strings.TrimSpace(text) != "")
}
