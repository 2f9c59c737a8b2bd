// Package compare holds two runs against each other: what broke, what was mended, and whether that is a regression.
package compare

import (
	"slices"

	"github.com/signspec/signspec/reports/run"
)

// Comparison is what changed from an old run to a new one.
type Comparison struct {
	Old Side `json:"old"`
	New Side `json:"new"`
	// Changes lists the rules that fared differently, in the order of the new run, then those that only the old has.
	Changes []Change `json:"changes"`
	// Regression says that the new run is worse: a rule newly broken, a must rule no longer tested, or a verdict that
	// is no longer conformant.
	Regression bool `json:"regression"`
}

// Side is one of the runs.
type Side struct {
	Subject run.Subject `json:"subject"`
	Profile string      `json:"profile"`
	Plan    string      `json:"plan"`
	Verdict run.Verdict `json:"verdict"`
}

// Change is how differently one rule fared.
type Change struct {
	Rule  string     `json:"rule"`
	Level string     `json:"level"`
	Was   run.Status `json:"was,omitempty"` // empty where the old run did not have the rule
	Is    run.Status `json:"is,omitempty"`  // empty where the new run does not have it
	Kind  Kind       `json:"kind"`
	// Scenarios are those that the change shows in: newly broken, or no longer.
	Scenarios []string `json:"scenarios,omitempty"`
}

// Kind says what a change means.
type Kind string

// The kinds of change.
const (
	NewlyBroken Kind = "newly-broken" // broken now, and not before, or in more scenarios
	NewlyHeld   Kind = "newly-held"   // held now, and not before
	NoLonger    Kind = "no-longer-tested"
	Other       Kind = "other" // anything else: mended in some scenarios, not applicable any more
)

// Runs compares an old run with a new one. The zero Masked is an error.
func Runs(before, after run.Masked) (Comparison, error) {
	old, err := before.Checked()
	if err != nil {
		return Comparison{}, err
	}
	fresh, err := after.Checked()
	if err != nil {
		return Comparison{}, err
	}
	return compare(old, fresh), nil
}

func compare(before, after *run.Run) Comparison {
	c := Comparison{Old: side(before), New: side(after), Changes: []Change{}}
	for _, rule := range after.Rules {
		old, known := find(before.Rules, rule.ID)
		if change, ok := changeOf(old, known, rule); ok {
			c.Changes = append(c.Changes, change)
		}
	}
	for _, rule := range before.Rules {
		if _, still := find(after.Rules, rule.ID); !still {
			c.Changes = append(c.Changes, Change{Rule: rule.ID, Level: rule.Level, Was: rule.Status, Kind: gone(rule)})
		}
	}
	c.Regression = before.Verdict == run.Conformant && after.Verdict != run.Conformant ||
		slices.ContainsFunc(c.Changes, Change.regression)
	return c
}

func side(r *run.Run) Side {
	return Side{Subject: r.Subject, Profile: r.Profile, Plan: r.Plan, Verdict: r.Verdict}
}

func find(rules []run.Rule, id string) (run.Rule, bool) {
	i := slices.IndexFunc(rules, func(r run.Rule) bool { return r.ID == id })
	if i < 0 {
		return run.Rule{}, false
	}
	return rules[i], true
}

func changeOf(old run.Rule, known bool, rule run.Rule) (Change, bool) {
	change := Change{Rule: rule.ID, Level: rule.Level, Was: old.Status, Is: rule.Status}
	more, fewer := without(rule.BrokenIn(), old.BrokenIn()), without(old.BrokenIn(), rule.BrokenIn())
	switch {
	case len(more) > 0:
		change.Kind, change.Scenarios = NewlyBroken, more
	case known && old.Status == rule.Status && len(fewer) == 0:
		return Change{}, false
	case rule.Status == run.Held:
		change.Kind, change.Scenarios = NewlyHeld, fewer
	case judged(old) && (rule.Status == run.NotTested || rule.Status == run.Errored):
		change.Kind = NoLonger
	default:
		change.Kind, change.Scenarios = Other, fewer
	}
	return change, true
}

func gone(rule run.Rule) Kind {
	if judged(rule) {
		return NoLonger
	}
	return Other
}

func judged(rule run.Rule) bool {
	return rule.Status == run.Held || rule.Status == run.Broken
}

// regression says whether the change makes things worse. A should rule that is no longer tested does not.
func (c Change) regression() bool {
	return c.Kind == NewlyBroken || c.Kind == NoLonger && c.Level == run.Must
}

func without(list, other []string) []string {
	var rest []string
	for _, name := range list {
		if !slices.Contains(other, name) {
			rest = append(rest, name)
		}
	}
	return rest
}
