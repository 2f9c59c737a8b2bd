package run

import "slices"

// Known is why a finding is accepted for now.
type Known struct {
	Reason string `json:"reason"`
	Link   string `json:"link"`
}

// Baseline is what a baseline lists, and what became of it in the run.
type Baseline struct {
	File    string          `json:"file"`
	Entries []BaselineEntry `json:"entries"`
}

// BaselineEntry is one entry of a baseline.
type BaselineEntry struct {
	Rule      string        `json:"rule"`
	Scenarios []string      `json:"scenarios,omitempty"` // names or patterns; empty means all
	Reason    string        `json:"reason"`
	Link      string        `json:"link"`
	Expires   string        `json:"expires,omitempty"` // a day, as 2027-03-31
	State     BaselineState `json:"state"`
}

// BaselineState is what became of an entry of a baseline.
type BaselineState string

// What becomes of an entry.
const (
	KnownEntry  BaselineState = "known"  // the break it lists was found again
	StaleEntry  BaselineState = "stale"  // what it lists as broken held
	UnusedEntry BaselineState = "unused" // what it lists was not judged in this run
)

// Stale returns the entries of the baseline that list what held.
func (r *Run) Stale() []BaselineEntry {
	var stale []BaselineEntry
	if r.Baseline == nil {
		return nil
	}
	for _, e := range r.Baseline.Entries {
		if e.State == StaleEntry {
			stale = append(stale, e)
		}
	}
	return stale
}

// AcceptsBreaks says whether there is a break that only the baseline keeps from counting.
func (r *Run) AcceptsBreaks() bool { return slices.ContainsFunc(r.Rules, Rule.Accepted) }

// Accepted says whether every finding of a broken rule is known and accepted.
func (r Rule) Accepted() bool {
	for _, f := range r.Findings {
		if f.Known == nil {
			return false
		}
	}
	return len(r.Findings) > 0
}
