package server

import (
	"context"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wire"
)

// Recorded is a server that answers from records of an earlier run.
type Recorded struct {
	Name    string
	Records []record.Record
}

// Describe returns the description that was recorded.
func (s Recorded) Describe(context.Context) (Description, error) {
	told := wire.DescribedIn(s.Records)
	return Description{Name: s.Name, Means: told.Texts("means"), ClientID: told.Text("clientId"), Beside: true}, nil
}

// Ahead does nothing: everything has been performed.
func (s Recorded) Ahead(context.Context, []Scenario) bool { return false }

// Perform returns the record of the scenario.
func (s Recorded) Perform(_ context.Context, of Scenario) (rule.Performance, error) {
	return wire.PerformedIn(s.Records, of.Name), nil
}

// Alone returns the record of the scenario when it was performed once more.
func (s Recorded) Alone(_ context.Context, of Scenario, try int) (rule.Performance, bool, error) {
	return wire.AloneIn(s.Records, of.Name, try)
}
