package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/certificate"
	"github.com/signspec/signspec/schemas/record"
)

// tell says what a certificate claims, and what it does not.
func tell(w io.Writer, s certificate.Statement) {
	d := s.Predicate.Details
	line := func(name, text string) { fmt.Fprintf(w, "%-14s %s\n", name, record.Visible(text)) }
	line("Subject", fmt.Sprintf("%s %s, %s (sha256 %s)", d.Subject.Name, d.Subject.Version, s.Subject[0].Name, s.Subject[0].Digest["sha256"]))
	line("Verdict", string(d.Verdict))
	line("Judged by", fmt.Sprintf("%s %s, profile %s, %s plan, rules %s", d.Tool.Name, d.Tool.Version, d.Profile, d.Plan, d.RulesDigest))
	line("On", fmt.Sprintf("%s, with %d authorisations, through the %s driver", d.StartedAt, d.Authorisations, d.Subject.Driver))
	list(w, "Held", s.Predicate.PassedTests)
	list(w, "Warnings", s.Predicate.WarnedTests)
	list(w, "Broken", s.Predicate.FailedTests)
	list(w, "Untested", d.Untested)
	list(w, "Not applicable", d.NotApplicable)
	for _, e := range d.Baseline {
		line("Accepted", fmt.Sprintf("%s: %s (%s), which does not count here", e.Rule, e.Reason, e.Link))
	}
	if d.Partial {
		line("Partial", "not every rule was selected, or the plan was a thrifty one")
	}
	fmt.Fprint(w, "\nIt claims that this artefact, judged in these scenarios by these rules, did this. It does not claim that\n"+
		"the artefact is free of other faults, or that what ships is this artefact")
	if d.Verdict != run.Conformant {
		fmt.Fprint(w, ", and it does not claim conformance")
	}
	fmt.Fprint(w, ".\n")
}

func list(w io.Writer, name string, ids []string) {
	if len(ids) > 0 {
		fmt.Fprintf(w, "%-14s %d: %s\n", name, len(ids), record.Visible(strings.Join(ids, ", ")))
	}
}
