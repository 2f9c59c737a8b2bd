package rule

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
)

// Result is what became of one rule in a run.
type Result struct {
	Rule schemas.Rule
	// Status is Held, Broken, Untested, NotApplicable or Errored.
	Status Status
	// Scenarios names the scenarios in which the rule was judged.
	Scenarios []string
	// Missing says, by scenario, why the rule could not be judged there although it should have been.
	Missing []Missing
	// Reason says why the rule is untested, not applicable or in error.
	Reason string
	// Explored counts the scenarios beyond the plan in which the rule was judged.
	Explored int
	// Findings holds one entry for each way in which a record breaks the rule, the plainest example first.
	Findings []Finding
}

// Missing is a scenario in which a rule could not be judged.
type Missing struct{ Scenario, Reason string }

// Finding is one rule broken in one scenario.
type Finding struct {
	Record             record.Record
	Expected, Observed string
	// Place is the place in the target's source that caused it; nil where it is not known.
	Place *record.Place
	// Event is the number of the event whose payload shows it, from 1; 0 where none does alone.
	Event int
	// Also counts the explored scenarios that show the same, where the finding was made in one of them.
	Also int
}

// Conclude makes the result of a rule from its judgements; untested holds the scenarios that could not be performed.
// demandEach says that every scenario must be judged; otherwise one is enough.
func Conclude(rule schemas.Rule, demandEach bool, judgements []Judgement, untested []Missing) Result {
	result := Result{Rule: rule, Missing: untested}
	judged := map[string]bool{}
	reasons := map[string]string{}
	exempt := map[string]bool{} // scenarios in which the rule has nothing to say
	unjudged := false           // whether it could not be judged in one where it has
	calls := map[string]int{}
	notApplicable := ""
	for _, j := range judgements {
		scenario := j.Record.Scenario
		calls[scenario]++
		switch j.Status {
		case Broken:
			result.Findings = append(result.Findings, Finding{
				Record: j.Record, Expected: j.Expected, Observed: j.Observed, Place: j.Place, Event: j.Event,
			})
			judged[scenario] = true
		case Held:
			judged[scenario] = true
		case NotApplicable:
			notApplicable, exempt[scenario] = j.Reason, true
		case Unjudged:
			reasons[scenario] = j.Reason // the last call is the one that the others lead up to
		}
	}
	plainestFirst(result.Findings, calls)
	seen := map[string]bool{}
	for _, j := range judgements {
		scenario := j.Record.Scenario
		if seen[scenario] {
			continue
		}
		seen[scenario] = true
		if judged[scenario] {
			result.Scenarios = append(result.Scenarios, scenario)
		} else if demandEach && !exempt[scenario] {
			result.Missing, unjudged = append(result.Missing, Missing{scenario, reasons[scenario]}), true
		}
	}
	if !demandEach && len(result.Scenarios) > 0 {
		result.Missing = nil // shown elsewhere, which is enough for this rule
	}
	if unjudged {
		notApplicable = "" // that it has nothing to say in one scenario says nothing of the others
	}
	result.Status, result.Reason = result.status(demandEach, notApplicable, reasons)
	return result
}

func (r Result) status(demandEach bool, notApplicable string, reasons map[string]string) (Status, string) {
	switch {
	case len(r.Findings) > 0:
		return Broken, ""
	case len(r.Scenarios) == 0 && notApplicable != "":
		return NotApplicable, notApplicable
	case len(r.Scenarios) == 0:
		return Untested, r.whyUntested(reasons)
	case demandEach && len(r.Missing) > 0:
		return Untested, notShown(r.Missing[0])
	}
	return Held, ""
}

func notShown(m Missing) string { return "not shown in " + m.Scenario + ": " + m.Reason }

func (r Result) whyUntested(reasons map[string]string) string {
	for _, m := range r.Missing {
		if m.Reason != "" {
			return m.Reason
		}
	}
	list := slices.Compact(slices.Sorted(maps.Values(reasons)))
	if len(list) == 0 {
		return "no call of this run could show it"
	}
	return list[0]
}

// Message tells every finding in the order rule, clause, expected, observed, place, timeline.
func (r Result) Message() string {
	masker := secret.NewMasker()
	var b strings.Builder
	for _, f := range r.Findings {
		masker.Learn(f.Record)
		fmt.Fprintf(&b, "rule      %s (%s): %s\nclause    %s\nrecord    %s\n", r.Rule.ID, r.Rule.Level, r.Rule.Title, r.Rule.Clause, f.Record.ID)
		fmt.Fprintf(&b, "expected  %s\nobserved  %s\n", masker.Text(f.Expected), masker.Text(f.Observed))
		if f.Place != nil {
			fmt.Fprintf(&b, "place     %s:%d\n", f.Place.File, f.Place.Line)
		}
		b.WriteString(record.Timeline(masker.Record(f.Record)) + "\n")
	}
	return strings.TrimSpace(b.String())
}
