package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/certificate"
	"github.com/signspec/signspec/schemas/record"
)

// tell says what a certificate states: first what its report's own records and others give, then what nothing checks and
// only the signer says.
func tell(w io.Writer, s certificate.Verified) {
	d := s.Predicate.Details
	line := func(name, text string) { fmt.Fprintf(w, "%-14s %s\n", name, record.Visible(text)) }
	line("Verdict", string(d.Verdict))
	line("Judged by", fmt.Sprintf("profile %s, %s plan, rules %s", d.Profile, d.Plan, d.RulesDigest))
	line("Shown by", fmt.Sprintf("records of %d authorisations", d.Authorisations))
	if d.Challenge != "" {
		line("Challenge", d.Challenge+": the states that were staged are drawn from it, so that no record is older")
	}
	if s.Stamped != nil {
		line("Timestamp", fmt.Sprintf("it was there on %s, says %s", s.Stamped.Time.Format(time.RFC3339), s.Stamped.Authority))
	}
	confirmed := !s.Issued.IsZero()
	if confirmed {
		line("CI job", job(d.Identity)+", issued on "+s.Issued.Format(time.RFC3339)+" and signed by that system")
	}
	list(w, "Held", s.Predicate.PassedTests)
	list(w, "Warnings", s.Predicate.WarnedTests)
	list(w, "Broken", s.Predicate.FailedTests)
	list(w, "Untested", d.Untested)
	list(w, "Not applicable", d.NotApplicable)
	list(w, "Missing", d.Missing)
	for _, e := range d.Baseline {
		line("Accepted", fmt.Sprintf("%s: %s (%s), which does not count here", e.Rule, e.Reason, e.Link))
	}
	if d.Partial {
		line("Partial", partial(d))
	}
	fmt.Fprint(w, "\nThe signer says, and nothing here checks:\n")
	line(
		"  Subject",
		fmt.Sprintf("%s %s, %s (sha256 %s)", d.Subject.Name, d.Subject.Version, s.Subject[0].Name, s.Subject[0].Digest["sha256"]),
	)
	line("  Source", d.Subject.Source)
	line("  Driver", d.Subject.Driver)
	if d.Coverage != "" { // a report keeps no record of what broke nothing there
		line("  Explored", "beyond the plan, and nothing broke but what stands above: "+d.Coverage)
	}
	line("  On", d.StartedAt)
	line("  Tool", d.Tool.Name+" "+d.Tool.Version)
	if d.Identity != nil && !confirmed {
		line("  CI job", job(d.Identity)+"; --ci-issuer verifies whose it is")
	}
	fmt.Fprint(w, "\nIt claims that this artefact, judged in these scenarios by these rules, did this. It does not claim that\n"+
		"the artefact is free of other faults, or that what ships is this artefact")
	if d.Verdict != run.Conformant {
		fmt.Fprint(w, ", and it does not claim conformance")
	}
	fmt.Fprint(w, ".\n")
}

// job says which job of a CI system certified, and what its token is for.
func job(i *certificate.Identity) string {
	what := "for this report"
	if i.OfKey() {
		what = "for this signing key, whatever it signs"
	}
	return fmt.Sprintf("%s, by a token of %s %s", i.Subject, i.Issuer, what)
}

// partial says what keeps a certificate from being about the whole contract.
func partial(d certificate.Details) string {
	var why []string
	if d.Plan != "full" {
		why = append(why, "the plan was a "+d.Plan+" one")
	}
	if d.Selection != "" {
		why = append(why, "not every rule was selected")
	}
	if len(d.Missing) > 0 {
		why = append(why, "scenarios of the plan are missing: they could not be staged, or their records were taken out")
	}
	return strings.Join(why, "; ")
}

func list(w io.Writer, name string, ids []string) {
	if len(ids) > 0 {
		fmt.Fprintf(w, "%-14s %d: %s\n", name, len(ids), record.Visible(strings.Join(ids, ", ")))
	}
}
