package run

import "fmt"

// Verdict is what a run says of its target.
type Verdict string

// The verdicts. Failed is that of a run that could not be carried out: it says nothing of the target.
const (
	Conformant    Verdict = "conformant"
	Nonconformant Verdict = "nonconformant"
	Inconclusive  Verdict = "inconclusive"
	Failed        Verdict = "error"
)

// The exit statuses of the command.
const (
	ExitConformant    = 0
	ExitNonconformant = 1
	ExitConfiguration = 2
	ExitHarness       = 3
	ExitInconclusive  = 4
)

// Conclude draws the verdict and the exit status from the rules and the error of the run. What weighs more comes first:
// a run that failed says nothing, whatever it had found by then; a broken must rule is nonconformance, whatever else
// went untested; a conformant run has judged something, and every must rule in it, in every scenario
// of its plan.
//
// A rule whose status is Errored makes a run fail that had no error yet.
func (r *Run) Conclude() {
	if r.SchemaVersion == 0 {
		r.SchemaVersion = SchemaVersion
	}
	if r.Error == nil {
		r.Error = ruleError(r.Rules)
	}
	r.Verdict, r.ExitStatus = r.conclusion()
}

func (r *Run) conclusion() (Verdict, int) {
	if r.Error != nil {
		if r.Error.Kind == Configuration {
			return Failed, ExitConfiguration
		}
		return Failed, ExitHarness
	}
	judged, open := false, false
	for _, rule := range r.Rules {
		if r.Fails(rule) {
			return Nonconformant, ExitNonconformant
		}
		judged = judged || rule.Status == Held || rule.Status == Broken
		open = open || rule.Open()
	}
	if !judged || open || len(r.Stale()) > 0 || r.Partial() {
		return Inconclusive, ExitInconclusive
	}
	return Conformant, ExitConformant
}

// Partial says whether a part of the plan was all that was to be performed, or all that was: whatever held in it, the target
// may fail in the rest.
func (r *Run) Partial() bool { return len(r.Only) > 0 || r.Stopped != nil }

// Fails says whether the rule is broken in a way that makes the run nonconformant.
func (r *Run) Fails(rule Rule) bool {
	return rule.Status == Broken && !rule.Accepted() && (rule.Level == Must || rule.Level == Should && r.Strict)
}

// Open says whether the rule keeps a run from being conformant although it is not broken: a must rule that went
// untested, as a whole or in a scenario that could not be staged.
func (r Rule) Open() bool {
	return r.Level == Must && (r.Status == NotTested || r.Status == Held && len(r.Untested) > 0)
}

func ruleError(rules []Rule) *RunError {
	for _, rule := range rules {
		if rule.Status == Errored {
			return &RunError{Kind: Harness, Message: fmt.Sprintf("the rule %s could not be judged: %s", rule.ID, rule.Reason)}
		}
	}
	return nil
}
