package miniprogram

import (
	"encoding/json"
	"slices"

	"github.com/signspec/signspec/runner/miniprogram/project"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant/matchers"
)

// unclearStatus warns of a status whose reply does not tell whether the signing is decided: whether a program may sign again after
// it, nobody can say.
func unclearStatus(routes []schemas.Route) []project.Warning {
	unclear := func(r schemas.Route) bool {
		if r.Role != schemas.StatusRole || r.Means != "" {
			return false
		}
		var reply record.Value
		body, err := json.Marshal(r.Reply)
		return err == nil && reply.UnmarshalJSON(body) == nil && !matchers.Tells(reply)
	}
	i := slices.IndexFunc(routes, unclear)
	if i < 0 {
		return nil
	}
	return []project.Warning{{Message: "the reply of " + routes[i].Request + " does not tell whether the signing is decided: " +
		"say means: pending, or means: decided, at that route of signspec.yaml"}}
}
