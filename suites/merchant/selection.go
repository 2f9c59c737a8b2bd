package merchant

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/suites/merchant/matchers"
)

// selection says on which scenarios of a plan a rule rests. Patterns are names of scenarios, or prefixes with a "*" at
// their end.
type selection struct {
	judged []string // what the rule judges
	beside []string // what is performed for comparison only
	each   bool     // every one of the judged scenarios must be judged; otherwise one is enough
	staged bool     // those that could not be staged do not count
}

// each demands that every matching scenario can be judged.
func each(patterns ...string) selection { return selection{judged: patterns, each: true} }

// anyOf demands that one of the matching scenarios can be judged.
func anyOf(patterns ...string) selection { return selection{judged: patterns} }

// wherePossible demands the scenarios only as far as they can be staged: a merchant's own server does not do everything
// that it is asked to.
func (sel selection) wherePossible() selection {
	sel.staged = true
	return sel
}

// against adds scenarios that are performed for comparison only.
func (sel selection) against(patterns ...string) selection {
	sel.beside = append(slices.Clone(sel.beside), patterns...)
	return sel
}

// signing adds the scenarios that show how a program says that something was signed.
func (sel selection) signing() selection {
	return sel.against("outcome/*", matchers.Rejected, matchers.ResultUnanswered)
}

// of returns the scenarios of the plan that the selection judges, and those to perform beside them.
func (sel selection) of(p Plan) (judged, beside []Scenario) {
	for _, s := range p.Scenarios {
		switch {
		case matchesAny(sel.judged, s.Name):
			judged = append(judged, s)
		case matchesAny(sel.beside, s.Name):
			beside = append(beside, s)
		}
	}
	return judged, beside
}

func matchesAny(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		if prefix, ok := strings.CutSuffix(pattern, "*"); ok {
			return strings.HasPrefix(name, prefix)
		}
		return pattern == name
	})
}
