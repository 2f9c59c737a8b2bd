package reports

import (
	"cmp"
	"fmt"
	"github.com/signspec/signspec/reports/run"
	"slices"
)

// standing is how a rule fared in the eyes of a reader, who cares whether it counts more than which status it has.
type standing string

// The standings, from the one that wants most attention to the one that wants none.
const (
	fails         standing = "broken"
	errored       standing = "error"
	warns         standing = "warning" // broken, which does not make the run nonconformant
	accepted      standing = "known"   // broken, and accepted by the baseline
	open          standing = "untested"
	inapplicable  standing = "not applicable"
	holds         standing = "held"
	notJudgedHere standing = "" // only of a rule in one scenario
)

// standings returns all standings of a rule in that order.
func standings() []standing {
	return []standing{fails, errored, warns, accepted, open, inapplicable, holds}
}

// mark shows a standing in one character.
func (s standing) mark() string {
	return map[standing]string{fails: "✗", errored: "E", warns: "!", accepted: "~", open: "?", inapplicable: "–", holds: "✓"}[s]
}

// standingOf says how the rule fared. One that held where it was judged and was untested elsewhere is untested, where
// that matters to the verdict.
func standingOf(r *run.Run, rule run.Rule) standing {
	switch {
	case r.Fails(rule):
		return fails
	case rule.Accepted():
		return accepted
	case rule.Status == run.Broken:
		return warns
	case rule.Status == run.Errored:
		return errored
	case rule.Status == run.NotApplicable:
		return inapplicable
	case rule.Open() || rule.Status == run.NotTested:
		return open
	}
	return holds
}

// brokenRules returns the broken rules in the order in which a reader wants them.
func brokenRules(r *run.Run) []run.Rule {
	rules := slices.DeleteFunc(slices.Clone(r.Rules), func(rule run.Rule) bool { return rule.Status != run.Broken })
	slices.SortStableFunc(rules, func(a, b run.Rule) int { return weight(r, a) - weight(r, b) })
	return rules
}

// weight orders broken rules: those that make the run nonconformant come first, and must before should.
func weight(r *run.Run, rule run.Rule) int {
	switch {
	case r.Fails(rule) && rule.Level == run.Must:
		return 0
	case r.Fails(rule):
		return 1
	case rule.Level == run.Must: // accepted, and yet it is what the documentation states
		return 2
	}
	return 3
}

// whyUnjudged says why a rule was not judged, or not everywhere; empty where it was.
func whyUnjudged(rule run.Rule) string {
	reason := cmp.Or(rule.Reason, firstReason(rule.Untested), "no reason was given")
	switch {
	case rule.Status == run.Errored:
		reason = "error: " + reason
	case rule.Status == run.NotTested:
		reason = "untested: " + reason
	case rule.Status == run.NotApplicable:
		reason = "not applicable: " + reason
	case rule.Open():
		reason = fmt.Sprintf("held in %s, untested in %d: %s", plural(len(rule.JudgedIn()), "scenario"),
			len(rule.Untested), firstReason(rule.Untested))
	default:
		return ""
	}
	return oneLine(reason, longestText)
}

func firstReason(untested []run.Untested) string {
	if len(untested) == 0 {
		return ""
	}
	return untested[0].Reason
}

// scenarioCount says in how many scenarios a rule was judged, and in how many of them it is broken: "5 of 24", "24", or
// nothing where it was judged in none.
func scenarioCount(rule run.Rule) string {
	judged := len(rule.JudgedIn())
	switch {
	case judged == 0:
		return ""
	case rule.Status == run.Broken:
		return fmt.Sprintf("%d of %d", len(rule.BrokenIn()), judged)
	}
	return fmt.Sprint(judged)
}

// levelText says the level of a broken rule, and why it does not count where it does not.
func levelText(r *run.Run, rule run.Rule) string {
	switch standingOf(r, rule) {
	case warns:
		return oneLine(rule.Level, longestName) + ", a warning"
	case accepted:
		return oneLine(rule.Level, longestName) + ", known"
	}
	return oneLine(rule.Level, longestName)
}
