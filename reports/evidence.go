package reports

import (
	"fmt"
	"slices"

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

func newEvidence(r *Run) evidence {
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
func (e evidence) of(f Finding) []record.Record {
	if f.Record != "" {
		return e.byID[f.Record][:min(1, len(e.byID[f.Record]))]
	}
	return e.byScenario[f.Scenario]
}

// place says where in the target's source a finding is caused, as compilers do; empty where it is not known.
func (f Finding) place() string {
	switch {
	case f.File == "":
		return ""
	case f.Line == 0:
		return f.File
	case f.Column == 0:
		return fmt.Sprintf("%s:%d", f.File, f.Line)
	}
	return fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Column)
}

// brokenIn returns the scenarios with a finding, each once, in order.
func (r Rule) brokenIn() []string {
	var names []string
	for _, finding := range r.Findings {
		names = append(names, finding.Scenario)
	}
	return distinct(names)
}

// judgedIn returns the scenarios in which the rule was judged, each once, in order; those of findings are among them.
func (r Rule) judgedIn() []string {
	return slices.DeleteFunc(distinct(slices.Concat(r.Scenarios, r.brokenIn())), func(name string) bool { return name == "" })
}

func distinct(names []string) []string {
	seen := make(map[string]bool, len(names))
	var once []string
	for _, name := range names {
		if !seen[name] {
			seen[name] = true
			once = append(once, name)
		}
	}
	return once
}

// kindName is what a reader calls the kind of subject.
func (s Subject) kindName() string {
	if s.Kind == MiniProgram {
		return "mini program"
	}
	return oneLine(s.Kind, longestName)
}
