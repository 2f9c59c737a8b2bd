// Package programs judges many mini programs as an Apache Beam pipeline: each by the command signspec in a process of its own,
// with the command's sandbox, so that a program which hangs, bombs or does not load costs itself only.
package programs

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

// Result is what came of one program; its JSON is a line of programs.jsonl.
type Result struct {
	// Program is its name: a path, or an address of a bucket. No two results have the same.
	Program string      `json:"program"`
	Name    string      `json:"name,omitempty"`
	SHA256  string      `json:"sha256,omitempty"` // of its code
	Verdict run.Verdict `json:"verdict"`
	// ExitStatus is that of the command; 3 where the program could not be judged at all.
	ExitStatus int    `json:"exitStatus"`
	Error      string `json:"error,omitempty"`
	// RulesDigest is of the rules that judged.
	RulesDigest string                `json:"rulesDigest,omitempty"`
	Rules       map[string]run.Status `json:"rules"`
}

// failed is the result of a program that could not be judged.
func failed(program string, err error) Result {
	return Result{Program: program, Verdict: run.Failed, ExitStatus: run.ExitHarness, Error: err.Error(), Rules: map[string]run.Status{}}
}

// Matrix is the programs against the rules.
type Matrix struct {
	Programs int                 `json:"programs"`
	Verdicts map[run.Verdict]int `json:"verdicts"`
	Rules    []RuleCount         `json:"rules"`
	// ExitStatus is 1 where a program is nonconformant, otherwise 3 where one could not be judged, 4 where one is
	// inconclusive or there is none, and 0.
	ExitStatus int `json:"exitStatus"`
}

// RuleCount is how the programs kept one rule.
type RuleCount struct {
	ID     string             `json:"id"`
	Counts map[run.Status]int `json:"counts"`
	// New lists the programs that break it and did not, or were not there, the last time; nil where nothing is known of that.
	New []string `json:"new,omitempty"`
}

// NewMatrix counts results. previous are those of the last run; nil where there was none.
func NewMatrix(results, previous []Result) Matrix {
	m := Matrix{Programs: len(results), Verdicts: map[run.Verdict]int{}, Rules: []RuleCount{}}
	before := map[string]Result{}
	for _, r := range previous {
		before[r.Program] = r
	}
	counts := map[string]*RuleCount{}
	for _, r := range results {
		m.Verdicts[r.Verdict]++
		for id, status := range r.Rules {
			c, ok := counts[id]
			if !ok {
				c = &RuleCount{ID: id, Counts: map[run.Status]int{}}
				counts[id] = c
			}
			c.Counts[status]++
			if previous != nil && status == run.Broken && before[r.Program].Rules[id] != run.Broken {
				c.New = append(c.New, r.Program)
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(counts)) {
		slices.Sort(counts[id].New)
		m.Rules = append(m.Rules, *counts[id])
	}
	m.ExitStatus = exitStatus(m.Verdicts, len(results))
	return m
}

func exitStatus(verdicts map[run.Verdict]int, programs int) int {
	switch {
	case verdicts[run.Nonconformant] > 0:
		return run.ExitNonconformant
	case verdicts[run.Failed] > 0:
		return run.ExitHarness
	case verdicts[run.Inconclusive] > 0 || programs == 0:
		return run.ExitInconclusive
	}
	return run.ExitConformant
}

// mostNew is how many programs that newly break a rule are named.
const mostNew = 5

// WriteText writes the matrix for a person: a line a broken rule, those broken most often first, and the verdicts.
func WriteText(w io.Writer, m Matrix) error {
	broken := slices.DeleteFunc(slices.Clone(m.Rules), func(r RuleCount) bool { return r.Counts[run.Broken] == 0 })
	slices.SortStableFunc(broken, func(a, b RuleCount) int { return cmp.Compare(b.Counts[run.Broken], a.Counts[run.Broken]) })
	text := ""
	for _, r := range broken {
		text += fmt.Sprintf("✗ %-34s broken by %d, held by %d, untested in %d\n", r.ID, r.Counts[run.Broken], r.Counts[run.Held],
			r.Counts[run.NotTested])
		for i, program := range r.New {
			if i == mostNew {
				text += fmt.Sprintf("    and %d more\n", len(r.New)-i)
				break
			}
			text += fmt.Sprintf("    new  %s\n", record.Visible(program))
		}
	}
	text += fmt.Sprintf("%d programs: %d conformant, %d nonconformant, %d inconclusive, %d could not be judged\n", m.Programs,
		m.Verdicts[run.Conformant], m.Verdicts[run.Nonconformant], m.Verdicts[run.Inconclusive], m.Verdicts[run.Failed])
	_, err := io.WriteString(w, text)
	return err
}
