package wallet

import (
	"strings"

	"github.com/onsi/ginkgo/v2/types"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/matchers"
)

// Status is what became of one rule.
type Status string

// What can become of a rule.
const (
	Held          Status = "held"
	Broken        Status = "broken"
	Untested      Status = "untested"
	NotApplicable Status = "not-applicable"
	Errored       Status = "error" // the harness failed while the rule was judged
)

// Result is what became of one rule in a run.
type Result struct {
	Rule   schemas.Rule
	Status Status
	// Scenarios names the scenarios in which the rule was judged.
	Scenarios []string
	// Missing says, by scenario, why the rule could not be judged there although it should have been.
	Missing []Missing
	// Reason says why the rule is untested, not applicable or in error.
	Reason string
	// Findings holds one entry for each record that breaks the rule.
	Findings []Finding
}

// Missing is a scenario in which a rule could not be judged.
type Missing struct{ Scenario, Reason string }

// Finding is one rule broken in one call.
type Finding struct {
	Record             record.Record
	Expected, Observed string
}

// conclude makes the result of a rule from its judgements; untested holds the scenarios that could not be performed.
func conclude(rule schemas.Rule, demandEach bool, judgements []matchers.Judgement, untested []Missing) Result {
	result := Result{Rule: rule, Missing: untested}
	judged := map[string]bool{}
	reasons := map[string]string{}
	notApplicable := ""
	for _, j := range judgements {
		scenario := j.Record.Scenario
		switch j.Status {
		case matchers.Broken:
			result.Findings = append(result.Findings, Finding{Record: j.Record, Expected: j.Expected, Observed: j.Observed})
			judged[scenario] = true
		case matchers.Held:
			judged[scenario] = true
		case matchers.NotApplicable:
			notApplicable = j.Reason
		case matchers.Unjudged:
			if reasons[scenario] == "" {
				reasons[scenario] = j.Reason
			}
		}
	}
	seen := map[string]bool{}
	for _, j := range judgements {
		scenario := j.Record.Scenario
		if seen[scenario] {
			continue
		}
		seen[scenario] = true
		if judged[scenario] {
			result.Scenarios = append(result.Scenarios, scenario)
		} else if demandEach {
			result.Missing = append(result.Missing, Missing{scenario, reasons[scenario]})
		}
	}
	if !demandEach && len(result.Scenarios) > 0 {
		result.Missing = nil // shown elsewhere, which is enough for this rule
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
		return Untested, "not shown in " + r.Missing[0].Scenario + ": " + r.Missing[0].Reason
	}
	return Held, ""
}

func (r Result) whyUntested(reasons map[string]string) string {
	for _, m := range r.Missing {
		if m.Reason != "" {
			return m.Reason
		}
	}
	distinct := map[string]bool{}
	var list []string
	for _, reason := range reasons {
		if !distinct[reason] {
			distinct[reason] = true
			list = append(list, reason)
		}
	}
	if len(list) == 1 {
		return list[0]
	}
	return "no call of this run could show it"
}

// ResultsOf takes the results out of a Ginkgo report, in the order of the specs. A spec that was selected and has no
// result, because its code failed, counts as an error.
func ResultsOf(report types.Report) []Result {
	var results []Result
	for _, spec := range report.SpecReports {
		rule, ok := ruleOf(spec)
		if !ok || spec.State == types.SpecStateSkipped && len(spec.ReportEntries) == 0 {
			continue
		}
		results = append(results, resultOf(spec, rule))
	}
	return results
}

// ruleOf returns the rule that a spec judges by, which its labels name.
func ruleOf(spec types.SpecReport) (schemas.Rule, bool) {
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		return schemas.Rule{}, false
	}
	for _, label := range spec.Labels() {
		if rule, ok := catalogue.Rule(label); ok {
			return rule, true
		}
	}
	return schemas.Rule{}, false
}

func resultOf(spec types.SpecReport, rule schemas.Rule) Result {
	for _, entry := range spec.ReportEntries {
		if r, ok := entry.GetRawValue().(Result); ok && entry.Name == resultEntry {
			return r
		}
	}
	reason := strings.TrimSpace(spec.Failure.Message + " " + spec.Failure.ForwardedPanic)
	return Result{Rule: rule, Status: Errored, Reason: reason}
}
