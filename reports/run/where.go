package run

import (
	"fmt"
	"slices"
)

// Place says where in the target's source a finding is caused, as compilers do; empty where it is not known.
func (f Finding) Place() string {
	switch {
	case f.File == "":
		return ""
	case f.Line == 0:
		return f.File
	case f.Column == 0:
		return fmt.Sprintf("%s:%d", f.File, f.Line)
	}
	return fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Column)
}

// BrokenIn returns the scenarios with a finding, each once, in order; among them "" where a finding names none.
func (r Rule) BrokenIn() []string {
	names := make([]string, len(r.Findings))
	for i, finding := range r.Findings {
		names[i] = finding.Scenario
	}
	return Distinct(names)
}

// JudgedIn returns the scenarios in which the rule was judged, each once, in order; those of findings are among them.
func (r Rule) JudgedIn() []string {
	return slices.DeleteFunc(Distinct(slices.Concat(r.Scenarios, r.BrokenIn())), func(name string) bool { return name == "" })
}

// Distinct returns the names, each once, in order.
func Distinct(names []string) []string {
	seen := make(map[string]bool, len(names))
	var once []string
	for _, name := range names {
		if !seen[name] {
			seen[name] = true
			once = append(once, name)
		}
	}
	return once
}
