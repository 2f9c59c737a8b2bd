package certificate

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/signspec/signspec/reports"
)

// The types of an in-toto Statement and of its predicate.
const (
	statementType = "https://in-toto.io/Statement/v1"
	predicateType = "https://in-toto.io/attestation/test-result/v0.1"
)

// Statement is an in-toto Statement: what is claimed of which artefact.
type Statement struct {
	Type          string     `json:"_type"`
	Subject       []Resource `json:"subject"`
	PredicateType string     `json:"predicateType"`
	Predicate     Predicate  `json:"predicate"`
}

// Resource names something by its digest.
type Resource struct {
	Name   string            `json:"name"`
	Digest map[string]string `json:"digest"`
}

// Predicate is a Test Result v0.1, and what signspec adds to it.
type Predicate struct {
	// Result is PASSED where the verdict, without a baseline, is conformant, WARNED where a should rule is broken in
	// such a run, otherwise FAILED.
	Result string `json:"result"`
	// Configuration holds the report, by its digest.
	Configuration []Resource `json:"configuration"`
	PassedTests   []string   `json:"passedTests"`
	WarnedTests   []string   `json:"warnedTests"`
	FailedTests   []string   `json:"failedTests"`
	Details       Details    `json:"signspec"`
}

// Details are what a Test Result has no field for.
type Details struct {
	Tool        reports.Tool    `json:"tool"`
	Subject     reports.Subject `json:"subject"`
	Profile     string          `json:"profile"`
	RulesDigest string          `json:"rulesDigest"`
	Plan        string          `json:"plan"`
	Selection   string          `json:"selection,omitempty"`
	Strict      bool            `json:"strict"`
	// Partial says that not every rule was selected, or that the plan was a thrifty one.
	Partial        bool                    `json:"partial"`
	Verdict        reports.Verdict         `json:"verdict"`
	Untested       []string                `json:"untested"`
	NotApplicable  []string                `json:"notApplicable"`
	Baseline       []reports.BaselineEntry `json:"baseline"`
	Authorisations int                     `json:"authorisations"`
	StartedAt      string                  `json:"startedAt"`
}

// newStatement says of an artefact what its report says. The baseline is listed and does not count: the verdict is
// the one without it.
func newStatement(run *reports.Run, report []byte, artefact Resource) Statement {
	bare := withoutBaseline(run)
	p := Predicate{
		Configuration: []Resource{{Name: "report.json", Digest: digest(report)}},
		PassedTests:   []string{}, WarnedTests: []string{}, FailedTests: []string{},
		Details: Details{
			Tool: run.Tool, Subject: run.Subject, Profile: run.Profile, RulesDigest: run.RulesDigest, Plan: run.Plan,
			Selection: run.Selection, Strict: run.Strict, Partial: run.Plan != "full" || run.Selection != "",
			Verdict: bare.Verdict, Untested: []string{}, NotApplicable: []string{}, Baseline: []reports.BaselineEntry{},
			Authorisations: run.Authorisations, StartedAt: run.StartedAt.UTC().Format("2006-01-02T15:04:05Z"),
		},
	}
	for _, rule := range bare.Rules {
		p.sort(bare, rule)
	}
	if run.Baseline != nil {
		p.Details.Baseline = append(p.Details.Baseline, run.Baseline.Entries...)
	}
	p.Result = p.result()
	return Statement{Type: statementType, Subject: []Resource{artefact}, PredicateType: predicateType, Predicate: p}
}

func (p *Predicate) sort(run *reports.Run, rule reports.Rule) {
	switch {
	case rule.Status == reports.Held:
		p.PassedTests = append(p.PassedTests, rule.ID)
	case run.Fails(rule):
		p.FailedTests = append(p.FailedTests, rule.ID)
	case rule.Status == reports.Broken:
		p.WarnedTests = append(p.WarnedTests, rule.ID)
	case rule.Status == reports.NotApplicable:
		p.Details.NotApplicable = append(p.Details.NotApplicable, rule.ID)
	default:
		p.Details.Untested = append(p.Details.Untested, rule.ID)
	}
}

func (p *Predicate) result() string {
	switch {
	case p.Details.Verdict != reports.Conformant:
		return "FAILED"
	case len(p.WarnedTests) > 0:
		return "WARNED"
	}
	return "PASSED"
}

// withoutBaseline is the run as it would have been without a baseline.
func withoutBaseline(run *reports.Run) *reports.Run {
	bare := *run
	bare.Baseline = nil
	bare.Rules = make([]reports.Rule, len(run.Rules))
	for i, rule := range run.Rules {
		findings := make([]reports.Finding, len(rule.Findings))
		for j, f := range rule.Findings {
			f.Known = nil
			findings[j] = f
		}
		rule.Findings = findings
		bare.Rules[i] = rule
	}
	bare.Conclude()
	return &bare
}

func digest(data []byte) map[string]string {
	sum := sha256.Sum256(data)
	return map[string]string{"sha256": hex.EncodeToString(sum[:])}
}
