package run

import "github.com/signspec/signspec/schemas/record"

// mostCalls is how many calls of a scenario are shown whose finding names no record; more calls than that are a series
// of equals.
const mostCalls = 4

// Evidence finds the records that findings speak of.
type Evidence struct {
	byID       map[string][]record.Record
	byScenario map[string][]record.Record
}

// Evidence returns the evidence of the run.
func (r *Run) Evidence() Evidence {
	e := Evidence{byID: map[string][]record.Record{}, byScenario: map[string][]record.Record{}}
	for _, call := range r.Records {
		e.byID[call.ID] = append(e.byID[call.ID], call)
		if calls := e.byScenario[call.Scenario]; len(calls) < mostCalls {
			e.byScenario[call.Scenario] = append(calls, call)
		}
	}
	return e
}

// Of returns the records to show for a finding: the one that it names, or else the calls of its scenario.
func (e Evidence) Of(f Finding) []record.Record {
	if f.Record != "" {
		return e.byID[f.Record][:min(1, len(e.byID[f.Record]))]
	}
	return e.byScenario[f.Scenario]
}
