package certificate

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/signspec/signspec/reports/run"
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
	// such a run or a scenario of its plan is missing, otherwise FAILED.
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
	Tool        run.Tool    `json:"tool"`
	Subject     run.Subject `json:"subject"`
	Profile     string      `json:"profile"`
	RulesDigest string      `json:"rulesDigest"`
	Plan        string      `json:"plan"`
	Selection   string      `json:"selection,omitempty"`
	// Challenge is the nonce that the run answers: its records are not older than that.
	Challenge string `json:"challenge,omitempty"`
	Strict    bool   `json:"strict"`
	// Partial says that not every rule was selected, that the plan was a thrifty one, or that something is missing.
	Partial bool `json:"partial"`
	// Missing are the scenarios of the plan that no record shows: they could not be staged, or somebody deleted them.
	Missing        []string            `json:"missing"`
	Verdict        run.Verdict         `json:"verdict"`
	Untested       []string            `json:"untested"`
	NotApplicable  []string            `json:"notApplicable"`
	Baseline       []run.BaselineEntry `json:"baseline"`
	Authorisations int                 `json:"authorisations"`
	// Coverage says in words which combinations of what a caller may do were performed beyond the plan; of a mini program,
	// which of what may happen to it were performed; of a server, which orders of events.
	Coverage  string `json:"coverage,omitempty"`
	StartedAt string `json:"startedAt"`
	// Resumed lists when the run was gone on with after it had ended early.
	Resumed  []run.Resumed `json:"resumed,omitempty"`
	Identity *Identity     `json:"identity,omitempty"`
}

// newStatement says of an artefact what its report says. The baseline is listed and does not count: the verdict is
// the one without it.
func newStatement(r *run.Run, missing []string, report []byte, artefact Resource) Statement {
	bare := withoutBaseline(r)
	p := Predicate{
		Configuration: []Resource{{Name: "report.json", Digest: digest(report)}},
		PassedTests:   []string{}, WarnedTests: []string{}, FailedTests: []string{},
		Details: Details{
			Tool: r.Tool, Subject: r.Subject, Profile: r.Profile, RulesDigest: r.RulesDigest, Plan: r.Plan,
			Selection: r.Selection, Challenge: r.Challenge, Strict: r.Strict, Missing: missing,
			Partial: r.Plan != "full" || r.Selection != "" || len(missing) > 0,
			Verdict: bare.Verdict, Untested: []string{}, NotApplicable: []string{}, Baseline: []run.BaselineEntry{},
			Authorisations: r.Authorisations, StartedAt: r.StartedAt.UTC().Format("2006-01-02T15:04:05Z"),
		},
	}
	for _, rule := range bare.Rules {
		p.sort(bare, rule)
	}
	if r.Coverage != nil {
		p.Details.Coverage = r.Coverage.String()
	} else if r.Situations != nil {
		p.Details.Coverage = r.Situations.String()
	} else if r.Sequences != nil {
		p.Details.Coverage = r.Sequences.String()
	} else if r.Walks != nil {
		p.Details.Coverage = r.Walks.String()
	}
	p.Details.Resumed = r.Resumed
	if r.Baseline != nil {
		p.Details.Baseline = append(p.Details.Baseline, r.Baseline.Entries...)
	}
	p.Result = p.result()
	return Statement{Type: statementType, Subject: []Resource{artefact}, PredicateType: predicateType, Predicate: p}
}

func (p *Predicate) sort(r *run.Run, rule run.Rule) {
	switch {
	case rule.Status == run.Held:
		p.PassedTests = append(p.PassedTests, rule.ID)
	case r.Fails(rule):
		p.FailedTests = append(p.FailedTests, rule.ID)
	case rule.Status == run.Broken:
		p.WarnedTests = append(p.WarnedTests, rule.ID)
	case rule.Status == run.NotApplicable:
		p.Details.NotApplicable = append(p.Details.NotApplicable, rule.ID)
	default:
		p.Details.Untested = append(p.Details.Untested, rule.ID)
	}
}

func (p *Predicate) result() string {
	switch {
	case p.Details.Verdict != run.Conformant:
		return "FAILED"
	case len(p.WarnedTests)+len(p.Details.Missing) > 0:
		return "WARNED"
	}
	return "PASSED"
}

// withoutBaseline is the run as it would have been without a baseline.
func withoutBaseline(r *run.Run) *run.Run {
	bare := *r
	bare.Baseline = nil
	bare.Rules = make([]run.Rule, len(r.Rules))
	for i, rule := range r.Rules {
		findings := make([]run.Finding, len(rule.Findings))
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
