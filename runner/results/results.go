// Package results turns what the specs of a Ginkgo suite found into the rules of a run, which reports are made of. The
// command does it this way, and so can a suite of a vendor's own.
package results

import (
	"github.com/onsi/ginkgo/v2/types"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/suites/rule"
)

// Options say what a finding needs beyond what its spec knows. Nil functions leave it out.
type Options struct {
	// Reproduce gives the command line that shows a rule's finding again.
	Reproduce func(rule string) string
	// File makes the path of a source file one that is relative to the working directory.
	File func(path string) string
}

// Rules returns the rules that the specs of the report judged, in the order of the specs.
func Rules(report types.Report, o Options) []run.Rule {
	rules := []run.Rule{}
	for _, result := range rule.ResultsOf(report) {
		rules = append(rules, o.rule(result))
	}
	return rules
}

func (o Options) rule(result rule.Result) run.Rule {
	rule := run.Rule{
		ID: result.Rule.ID, Level: result.Rule.Level, Group: result.Rule.Group,
		Title: result.Rule.Title, Clause: result.Rule.Clause,
		Status: run.Status(result.Status), Reason: result.Reason,
		Scenarios: append([]string{}, result.Scenarios...),
		Untested:  []run.Untested{}, Findings: []run.Finding{},
	}
	for _, m := range result.Missing {
		rule.Untested = append(rule.Untested, run.Untested{Scenario: m.Scenario, Reason: m.Reason})
	}
	for _, f := range result.Findings {
		rule.Findings = append(rule.Findings, o.finding(result.Rule.ID, f))
	}
	return rule
}

func (o Options) finding(rule string, f rule.Finding) run.Finding {
	finding := run.Finding{
		Scenario: f.Record.Scenario, Record: f.Record.ID, Expected: f.Expected, Observed: f.Observed,
	}
	if o.Reproduce != nil {
		finding.Reproduce = o.Reproduce(rule)
	}
	if f.Place != nil {
		finding.File, finding.Line, finding.Column = f.Place.File, f.Place.Line, f.Place.Column
		if o.File != nil {
			finding.File = o.File(f.Place.File)
		}
	}
	return finding
}
