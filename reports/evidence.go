package reports

import (
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

// How much of a finding is shown. Expected and observed may quote what a target said, at any length; report.json has
// it all.
const (
	longestText   = 2000 // code points of one text of a finding
	longestName   = 200  // code points of a name: a rule, a scenario, a subject
	mostTimelines = 4    // of a scenario whose finding names no record; more calls than that are a series of equals
)

// evidence finds the records that findings speak of.
type evidence struct {
	byID       map[string][]record.Record
	byScenario map[string][]record.Record
}

func newEvidence(r *run.Run) evidence {
	e := evidence{byID: map[string][]record.Record{}, byScenario: map[string][]record.Record{}}
	for _, call := range r.Records {
		e.byID[call.ID] = append(e.byID[call.ID], call)
		if calls := e.byScenario[call.Scenario]; len(calls) < mostTimelines {
			e.byScenario[call.Scenario] = append(calls, call)
		}
	}
	return e
}

// of returns the records to show for a finding: the one that it names, or else the calls of its scenario.
func (e evidence) of(f run.Finding) []record.Record {
	if f.Record != "" {
		return e.byID[f.Record][:min(1, len(e.byID[f.Record]))]
	}
	return e.byScenario[f.Scenario]
}

// kindName is what a reader calls the kind of subject.
func kindName(s run.Subject) string {
	if s.Kind == run.MiniProgram {
		return "mini program"
	}
	return oneLine(s.Kind, longestName)
}

// knownText says why a finding is accepted; empty where it is not.
func knownText(f run.Finding) string {
	if f.Known == nil {
		return ""
	}
	text := oneLine(f.Known.Reason, seenText)
	if f.Known.Link != "" {
		text += " (" + oneLine(f.Known.Link, longestName) + ")"
	}
	return text
}
