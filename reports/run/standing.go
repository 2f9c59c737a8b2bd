package run

import "slices"

// Standing is how a rule fared in the eyes of a reader, who cares whether it counts more than which status it has.
type Standing string

// The standings, from the one that wants most attention to the one that wants none.
const (
	StandsBroken       Standing = "broken"
	StandsErrored      Standing = "error"
	StandsWarning      Standing = "warning" // broken, which does not make the run nonconformant
	StandsKnown        Standing = "known"   // broken, and accepted by the baseline
	StandsUntested     Standing = "untested"
	StandsInapplicable Standing = "not applicable"
	StandsHeld         Standing = "held"
)

// Standings returns all standings of a rule in that order.
func Standings() []Standing {
	return []Standing{StandsBroken, StandsErrored, StandsWarning, StandsKnown, StandsUntested, StandsInapplicable, StandsHeld}
}

// Mark shows a standing in one character; nothing where there is none, as of a rule in a scenario that does not judge it.
func (s Standing) Mark() string {
	switch s {
	case StandsBroken:
		return "✗"
	case StandsErrored:
		return "E"
	case StandsWarning:
		return "!"
	case StandsKnown:
		return "~"
	case StandsUntested:
		return "?"
	case StandsInapplicable:
		return "–"
	case StandsHeld:
		return "✓"
	}
	return ""
}

// Standing says how the rule fared. One that held where it was judged and was untested elsewhere is untested, where
// that matters to the verdict.
func (r *Run) Standing(rule Rule) Standing {
	switch {
	case r.Fails(rule):
		return StandsBroken
	case rule.Accepted():
		return StandsKnown
	case rule.Status == Broken:
		return StandsWarning
	case rule.Status == Errored:
		return StandsErrored
	case rule.Status == NotApplicable:
		return StandsInapplicable
	case rule.Open() || rule.Status == NotTested:
		return StandsUntested
	}
	return StandsHeld
}

// Mark shows the verdict in one character. A conformant verdict that is owed to a baseline has the mark of what the
// baseline accepts.
func (r *Run) Mark() string {
	switch {
	case r.Verdict == Conformant && r.AcceptsBreaks():
		return StandsKnown.Mark()
	case r.Verdict == Conformant:
		return "✓"
	case r.Verdict == Nonconformant:
		return "✗"
	case r.Verdict == Inconclusive:
		return "?"
	}
	return "!"
}

// Groups returns the groups of the rules in the order in which they first appear.
func (r *Run) Groups() []string {
	names := make([]string, len(r.Rules))
	for i, rule := range r.Rules {
		names[i] = rule.Group
	}
	return Distinct(names)
}

// BrokenOrder returns the places in Rules of the broken rules, those that make the run nonconformant first.
func (r *Run) BrokenOrder() []int {
	var order []int
	for i, rule := range r.Rules {
		if rule.Status == Broken {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return r.weight(r.Rules[a]) - r.weight(r.Rules[b]) })
	return order
}

// BrokenRules returns the broken rules in that order.
func (r *Run) BrokenRules() []Rule {
	var rules []Rule
	for _, i := range r.BrokenOrder() {
		rules = append(rules, r.Rules[i])
	}
	return rules
}

// weight orders broken rules: those that make the run nonconformant come first, and must before should.
func (r *Run) weight(rule Rule) int {
	switch {
	case r.Fails(rule) && rule.Level == Must:
		return 0
	case r.Fails(rule):
		return 1
	case rule.Level == Must: // accepted, and yet it is what the documentation states
		return 2
	}
	return 3
}
