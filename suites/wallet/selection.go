package wallet

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// selection says on which scenarios of a plan a rule rests.
type selection struct {
	// judges picks the scenarios that the rule judges.
	judges func(Scenario) bool
	// each demands that every one of them can be judged; otherwise one is enough.
	each bool
	// beside names scenarios that are performed for comparison only, and plain the outcomes of which one scenario is
	// that shows what happens when nobody disturbs the call.
	beside []string
	plain  []record.Outcome
}

// everyCall judges whatever is called: an invariant.
func everyCall() selection {
	return selection{judges: func(s Scenario) bool { return s.Name != availabilityScenario }}
}

// staging judges every call that stages the outcome.
func staging(outcomes ...record.Outcome) selection {
	return selection{judges: func(s Scenario) bool {
		return slices.ContainsFunc(s.Calls, func(c Call) bool {
			return c.Stage != nil && c.Fill != "" && slices.Contains(outcomes, c.Stage.Outcome)
		})
	}}
}

// each demands that every scenario can be judged whose name matches one of the patterns: a name, or a prefix with a
// "*" at its end.
func each(patterns ...string) selection {
	return selection{each: true, judges: func(s Scenario) bool {
		return slices.ContainsFunc(patterns, func(p string) bool { return matches(p, s.Name) })
	}}
}

// orAny demands that one of the matching scenarios can be judged.
func (sel selection) orAny() selection {
	sel.each = false
	return sel
}

// compared adds scenarios that are performed for comparison only.
func (sel selection) compared(names ...string) selection {
	sel.beside = append(sel.beside, names...)
	return sel
}

// against adds, for each outcome, a scenario that shows what happens when nobody disturbs the call.
func (sel selection) against(outcomes ...record.Outcome) selection {
	sel.plain = append(sel.plain, outcomes...)
	return sel
}

// of returns the scenarios of the plan that the selection judges, and those to perform beside them.
func (sel selection) of(p Plan) (judged, beside []Scenario) {
	wanted := slices.Clone(sel.beside)
	for _, o := range sel.plain {
		if i := slices.IndexFunc(p.Scenarios, func(s Scenario) bool { return s.opensPlainly(o) }); i >= 0 {
			wanted = append(wanted, p.Scenarios[i].Name)
		}
	}
	for _, s := range p.Scenarios {
		switch {
		case sel.judges(s):
			judged = append(judged, s)
		case slices.Contains(wanted, s.Name):
			beside = append(beside, s)
		}
	}
	return judged, beside
}

// opensPlainly says whether the first call of the scenario stages the outcome with all callbacks, and nothing about
// it is unusual.
func (s Scenario) opensPlainly(o record.Outcome) bool {
	first := s.Calls[0]
	return !s.Overlap && first.Stage != nil && first.Stage.Outcome == o && first.Fill != "" &&
		len(first.Callbacks) == len(every()) && len(first.Throws) == 0 && !first.Frozen
}

func matches(pattern, name string) bool {
	if prefix, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(name, prefix)
	}
	return pattern == name
}
