package merchant

import (
	"fmt"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// Allowed returns the flow of a mini program as the profile documents it, for the outcome that was staged.
func Allowed(p *schemas.Profile, r record.Record) []rule.Step {
	steps := []rule.Step{
		{Type: record.Started, Text: "a person starts the flow"},
		{Type: record.Requested, Text: "the server gives the sign string"},
		{Type: record.Called, Text: "the API is called with that string"},
	}
	if r.Stage == nil {
		return steps
	}
	failed := rule.Step{Type: record.Delivered, Text: fmt.Sprintf("fail: %s %s", p.Failure.Code[0], p.Code(r.Stage.Outcome))}
	switch r.Stage.Outcome {
	case record.Approve:
		result, sent := "success: authState, authCode", "both are sent to the server, once"
		if !p.ReturnsState {
			result, sent = "success: authCode", "it is sent to the server, once"
		}
		return append(steps, rule.Step{Type: record.Delivered, Text: result}, rule.Step{Type: record.Requested, Text: sent},
			rule.Step{Type: record.Shown, Text: "what the server says"})
	case record.Unknown:
		return append(steps, failed, rule.Step{Type: record.Requested, Text: "the server is asked for the result"})
	case record.Cancel:
		return append(steps, failed, rule.Step{Type: record.Shown, Text: "no error: the person chose it"})
	}
	return append(steps, failed, rule.Step{Type: record.Shown, Text: "what happened, and a way to retry"})
}
