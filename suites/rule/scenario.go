package rule

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
)

// Scenario is what a suite performs: data with a permanent name, such as "approve/all-callbacks".
type Scenario interface {
	// ScenarioName is the permanent name.
	ScenarioName() string
	// Traits are what a selection can pick the scenario by besides its name, such as "stages:approve".
	Traits() []string
}

// Performance is what came of one scenario.
type Performance struct {
	// Records holds a record for each call or visit, in order.
	Records []record.Record `json:"records"`
	// Untested says why the scenario could not be performed, where it could not be staged.
	Untested string `json:"untested,omitempty"`
}

// Plan is the scenarios of a run, in the order in which they are best performed.
type Plan[S Scenario] struct {
	// Name is the name of the plan, such as "full".
	Name      string
	Scenarios []S
}

// Scenario returns the scenario of that name.
func (p Plan[S]) Scenario(name string) (S, bool) {
	i := slices.IndexFunc(p.Scenarios, func(s S) bool { return s.ScenarioName() == name })
	if i < 0 {
		var none S
		return none, false
	}
	return p.Scenarios[i], true
}

// Names lists the names of the scenarios.
func (p Plan[S]) Names() []string {
	names := make([]string, len(p.Scenarios))
	for i, s := range p.Scenarios {
		names[i] = s.ScenarioName()
	}
	return names
}
