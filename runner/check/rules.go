package check

import (
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wallet"
)

// rules turns results into the rules of a run.
func (o Options) rules(results []rule.Result) []run.Rule {
	rules := []run.Rule{}
	for _, result := range results {
		rules = append(rules, o.rule(result))
	}
	return rules
}

func (o Options) rule(result rule.Result) run.Rule {
	fared := run.Rule{
		ID: result.Rule.ID, Level: result.Rule.Level, Group: result.Rule.Group,
		Title: result.Rule.Title, Clause: result.Rule.Clause,
		Status: run.Status(result.Status), Reason: result.Reason,
		Scenarios: append([]string{}, result.Scenarios...), Explored: result.Explored,
		Untested: []run.Untested{}, Findings: []run.Finding{},
	}
	for _, m := range result.Missing {
		fared.Untested = append(fared.Untested, run.Untested{Scenario: m.Scenario, Reason: m.Reason})
	}
	for _, f := range result.Findings {
		fared.Findings = append(fared.Findings, o.finding(result.Rule.ID, f))
	}
	return fared
}

func (o Options) finding(id string, f rule.Finding) run.Finding {
	finding := run.Finding{
		Scenario: f.Record.Scenario, Record: f.Record.ID,
		Expected: f.Expected, Observed: f.Observed, Event: f.Event, Also: f.Also, Allowed: o.allowed(f.Record),
	}
	if o.Reproduce != nil {
		finding.Reproduce = o.Reproduce(id, f.Record.Scenario)
	}
	if f.Place != nil {
		finding.File, finding.Line, finding.Column = f.Place.File, f.Place.Line, f.Place.Column
		if o.File != nil {
			finding.File = o.File(f.Place.File)
		}
	}
	return finding
}

// allowed is what the contract allows to be seen of a record, in order, under the profile of the run.
func (o Options) allowed(r record.Record) []run.Step {
	allowed := wallet.Allowed
	if r.API == record.ProgramAPI {
		allowed = merchant.Allowed
	}
	var steps []run.Step
	for _, step := range allowed(o.Profile, r) {
		steps = append(steps, run.Step(step))
	}
	return steps
}
