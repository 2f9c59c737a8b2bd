package words

import (
	"cmp"
	"fmt"

	"github.com/signspec/signspec/reports/run"
)

// WhyUnjudged says why a rule was not judged, or not everywhere; empty where it was.
func WhyUnjudged(rule run.Rule) string {
	reason := cmp.Or(rule.Reason, firstReason(rule.Untested), NoReason)
	switch {
	case rule.Status == run.Errored:
		reason = "error: " + reason
	case rule.Status == run.NotTested:
		reason = "untested: " + reason
	case rule.Status == run.NotApplicable:
		reason = "not applicable: " + reason
	case rule.Open():
		reason = fmt.Sprintf("held in %s, untested in %d: %s", run.Plural(len(rule.JudgedIn()), "scenario"),
			len(rule.Untested), firstReason(rule.Untested))
	default:
		return ""
	}
	return OneLine(reason, LongestText)
}

// NoReason stands where a reason is missing.
const NoReason = "no reason was given"

func firstReason(untested []run.Untested) string {
	if len(untested) == 0 {
		return ""
	}
	return untested[0].Reason
}

// ScenarioCount says in how many scenarios a rule was judged, and in how many of them it is broken: "5 of 24", "24", or
// nothing where it was judged in none.
func ScenarioCount(rule run.Rule) string {
	judged := len(rule.JudgedIn())
	switch {
	case judged == 0:
		return ""
	case rule.Status == run.Broken:
		return fmt.Sprintf("%d of %d", len(rule.BrokenIn()), judged)
	}
	return fmt.Sprint(judged)
}

// BrokenLevel says the level of a broken rule, and why it does not count where it does not.
func BrokenLevel(r *run.Run, rule run.Rule) string {
	switch standing := r.Standing(rule); standing {
	case run.StandsWarning:
		return Name(rule.Level) + ", a warning"
	case run.StandsKnown:
		return Name(rule.Level) + ", known"
	}
	return Name(rule.Level)
}

// Level returns the level, or "other" for one that nobody knows: it may stand where no text of a target may.
func Level(level string) string {
	switch level {
	case run.Must, run.Should, run.May:
		return level
	}
	return "other"
}

// Heading is what a group of rules is called above them.
func Heading(kind, group string) string {
	if kind == run.Wallet {
		switch group {
		case "success":
			return "what success returns"
		case "failure":
			return "what fail returns"
		case "sequence":
			return "more than one call"
		}
	}
	return Name(group)
}

// Kind is what a reader calls the kind of subject.
func Kind(s run.Subject) string {
	switch s.Kind {
	case run.MiniProgram:
		return "mini program"
	case run.Server:
		return "merchant's server"
	case run.Platform:
		return "open platform"
	}
	return Name(s.Kind)
}
