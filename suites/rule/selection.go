package rule

import (
	"slices"
	"strings"
)

// Selection says on which scenarios of a plan a rule rests. It is data: each pattern is the name of a scenario, the
// beginning of names with a "*" behind it, or a trait such as "stages:approve".
type Selection struct {
	// Judged are the scenarios that the rule judges.
	Judged []string
	// Compared are performed too, so that the rule can compare with them, and not judged.
	Compared []string
	// ComparedFirst names the same by patterns of which only the first scenario of the plan is performed.
	ComparedFirst []string
	// Each demands that every one of the judged scenarios can be judged; otherwise one is enough.
	Each bool
	// WherePossible demands them only as far as they can be staged: a merchant's own server does not do everything that
	// it is asked to.
	WherePossible bool
}

// Each demands that every matching scenario can be judged.
func Each(patterns ...string) Selection { return Selection{Judged: patterns, Each: true} }

// AnyOf demands that one of the matching scenarios can be judged.
func AnyOf(patterns ...string) Selection { return Selection{Judged: patterns} }

// Against adds scenarios that are performed for comparison only.
func (sel Selection) Against(patterns ...string) Selection {
	sel.Compared = append(slices.Clone(sel.Compared), patterns...)
	return sel
}

// AgainstFirst adds, for each pattern, the first scenario of the plan that matches it, for comparison only.
func (sel Selection) AgainstFirst(patterns ...string) Selection {
	sel.ComparedFirst = append(slices.Clone(sel.ComparedFirst), patterns...)
	return sel
}

// IfPossible leaves the scenarios out that cannot be staged.
func (sel Selection) IfPossible() Selection {
	sel.WherePossible = true
	return sel
}

// Patterns lists every pattern of the selection.
func (sel Selection) Patterns() []string {
	return slices.Concat(sel.Judged, sel.Compared, sel.ComparedFirst)
}

// Matches says whether a pattern picks a scenario.
func Matches(pattern string, s Scenario) bool {
	if beginning, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(s.ScenarioName(), beginning)
	}
	return pattern == s.ScenarioName() || slices.Contains(s.Traits(), pattern)
}

func matchesAny(patterns []string, s Scenario) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool { return Matches(pattern, s) })
}

// Pick returns the scenarios of the plan that the selection judges, and those that are only compared with.
func Pick[S Scenario](sel Selection, plan Plan[S]) (judged, compared []S) {
	first := map[string]bool{}
	for _, pattern := range sel.ComparedFirst {
		if i := slices.IndexFunc(plan.Scenarios, func(s S) bool { return Matches(pattern, s) }); i >= 0 {
			first[plan.Scenarios[i].ScenarioName()] = true
		}
	}
	for _, s := range plan.Scenarios {
		switch {
		case matchesAny(sel.Judged, s):
			judged = append(judged, s)
		case matchesAny(sel.Compared, s) || first[s.ScenarioName()]:
			compared = append(compared, s)
		}
	}
	return judged, compared
}
