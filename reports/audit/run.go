package audit

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

// Run is the audit as a run of the suite, for the formats that show one: a target of the audit stands for a scenario, and
// the plainest example of a break for its finding. It is no run that a certificate could be made of: it has no plan.
func (a *Audit) Run() run.Masked {
	r := &run.Run{
		Tool: a.Tool, Profile: a.Profile, Plan: "audit", Strict: a.Strict, RulesDigest: a.RulesDigest,
		Notes:     []string{a.counted() + "."},
		Subject:   run.Subject{Kind: run.Wallet, Name: "calls in production", Driver: "audit", Source: plural(int64(a.Input.Files), "file")},
		StartedAt: a.started(), Rules: []run.Rule{}, Records: []record.Record{},
	}
	targets := a.Targets()
	for _, rule := range a.Rules {
		if rule.Judged > 0 {
			r.Rules = append(r.Rules, a.runRule(r, rule, targets))
		}
	}
	for _, p := range a.Input.Problems {
		r.Notes = append(r.Notes, fmt.Sprintf("%s %s: %s (%d)", p.File, p.Kind, p.Why, p.Count))
	}
	r.Conclude()
	if r.ExitStatus != a.ExitStatus && a.Verdict != run.Nonconformant { // a problem of the input
		r.Error = &run.RunError{Kind: run.Harness, Message: a.Conclusion()}
		r.Conclude()
	}
	return run.Mask(r)
}

// started is when the first call was made.
func (a *Audit) started() time.Time {
	at, err := time.Parse(time.RFC3339, a.First)
	if err != nil {
		return time.Unix(0, 0).UTC()
	}
	return at
}

// runRule is a rule of the run. The record of its example is added to those of the run.
func (a *Audit) runRule(r *run.Run, rule Rule, targets []Group) run.Rule {
	of := run.Rule{
		ID: rule.ID, Level: rule.Level, Group: rule.Group, Title: rule.Title, Clause: rule.Clause, Status: run.Held,
		Scenarios: []string{}, Untested: []run.Untested{}, Findings: []run.Finding{},
	}
	for _, g := range targets {
		kept, ok := g.Rule(rule.ID)
		if !ok {
			continue
		}
		of.Scenarios = append(of.Scenarios, g.Name())
		if kept.Broken == 0 {
			continue
		}
		of.Status = run.Broken
		example := *cmp.Or(kept.Example, &Example{})
		finding := run.Finding{Scenario: g.Name(), Expected: example.Expected,
			Observed: fmt.Sprintf("in %d of %d calls, %s; the plainest, %s:%d: %s", kept.Broken, kept.Judged, percent(kept.Rate),
				example.File, example.Line, example.Observed)}
		if rule.Example != nil && rule.Example.Record != nil && rule.Example.Same(&example) {
			finding.Record = rule.Example.Record.ID
			if !slices.ContainsFunc(r.Records, func(known record.Record) bool { return known.ID == finding.Record }) {
				r.Records = append(r.Records, *rule.Example.Record)
			}
		}
		if finding.Record != "" { // it has a timeline, so it is shown first
			of.Findings = slices.Insert(of.Findings, 0, finding)
			continue
		}
		of.Findings = append(of.Findings, finding)
	}
	return of
}
