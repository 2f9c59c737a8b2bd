// Package fleet writes what became of many targets as one: a table of targets against rules, one JUnit file, one
// page, one JSON document.
package fleet

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/signspec/signspec/reports/run"
)

//go:generate go run github.com/valyala/quicktemplate/qtc@v1.8.0 -dir=. -skipLineComments

// Fleet is many runs of the same suite, each on a target of its own.
type Fleet struct {
	Members []Member
}

// Member is one target of a fleet.
type Member struct {
	Name string
	// Run is what became of it. A target without a report has a run whose error says why.
	Run run.Masked
	// Folder is where its own reports are, relative to the fleet's.
	Folder string
	// NoReport says that there are none: its check left nothing.
	NoReport bool
}

// run returns the member's run. The zero Masked counts as a run that could not be carried out.
func (m Member) run() *run.Run {
	r, err := m.Run.Checked()
	if err != nil {
		r = &run.Run{Error: &run.RunError{Kind: run.Harness, Message: err.Error()}}
		r.Conclude()
	}
	return r
}

// checked says whether every member has a masked run to write.
func (f Fleet) checked() error {
	for _, m := range f.Members {
		if _, err := m.Run.Checked(); err != nil {
			return fmt.Errorf("target %s: %w", m.Name, err)
		}
	}
	return nil
}

// ExitStatus is the exit status of the fleet: that of the member which weighs most. What could not be carried out
// weighs more than a finding, as in a single run.
func (f Fleet) ExitStatus() int {
	weight := []int{run.ExitConformant, run.ExitInconclusive, run.ExitNonconformant, run.ExitHarness, run.ExitConfiguration}
	status := run.ExitConformant
	if len(f.Members) == 0 {
		return run.ExitInconclusive
	}
	for _, m := range f.Members {
		if slices.Index(weight, m.run().ExitStatus) > slices.Index(weight, status) {
			status = m.run().ExitStatus
		}
	}
	return status
}

// verdicts are all that there are, the worst first.
func verdicts() []run.Verdict {
	return []run.Verdict{run.Failed, run.Nonconformant, run.Inconclusive, run.Conformant}
}

// Verdict is that of the member which weighs most; a fleet without members is inconclusive.
func (f Fleet) Verdict() run.Verdict {
	for _, v := range verdicts() {
		if f.count(v) > 0 {
			return v
		}
	}
	return run.Inconclusive
}

// Verdicts says how many targets have which verdict, the worst first: "2 nonconformant, 5 conformant".
func (f Fleet) Verdicts() string {
	var parts []string
	for _, v := range verdicts() {
		if n := f.count(v); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, v))
		}
	}
	return strings.Join(parts, ", ")
}

func (f Fleet) count(v run.Verdict) int {
	n := 0
	for _, m := range f.Members {
		if m.run().Verdict == v {
			n++
		}
	}
	return n
}

// rules lists the ids of every rule that a member was judged by, in the order of their first appearance.
func (f Fleet) rules() []string {
	var ids []string
	for _, m := range f.Members {
		for _, rule := range m.run().Rules {
			if !slices.Contains(ids, rule.ID) {
				ids = append(ids, rule.ID)
			}
		}
	}
	return ids
}

// status returns how a rule fared on a member; empty where it was not selected.
func (m Member) status(rule string) run.Status {
	for _, r := range m.run().Rules {
		if r.ID == rule {
			return r.Status
		}
	}
	return ""
}

// mark is a status in one character; "·" is a rule that the member was not judged by.
func mark(s run.Status) string { return cmp.Or(s.Mark(), "·") }
