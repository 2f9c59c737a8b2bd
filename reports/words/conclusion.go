package words

import (
	"fmt"
	"slices"
	"strings"

	"github.com/signspec/signspec/reports/run"
)

// Conclusion is what a run says in words. Its texts are single lines, safe to show.
type Conclusion struct {
	// Verdict says the verdict and why it is that.
	Verdict string
	// Detail holds the further lines of an error, such as the line of source that it is about; they are not to be wrapped.
	Detail []string
	// Basis says what the verdict rests on: "41 must rules held in 63 scenarios, 24 authorisations, 0.12 s". It is empty, as
	// Remarks and Missing are, where an error ended the run before any rule was judged.
	Basis string
	// Remarks say what else there is to know, a sentence each.
	Remarks []string
	// Missing lists what kept must rules from being tested, and which.
	Missing []string
	// Next says what to do now; empty where the verdict is the end of it.
	Next []string
}

// Conclude says in words what Run.Conclude said in one.
func Conclude(r *run.Run) Conclusion {
	var c Conclusion
	c.Verdict, c.Detail = verdictText(r)
	c.Next = next(r)
	if !NothingJudged(r) {
		c.Basis, c.Remarks, c.Missing = basis(r), remarks(r), missing(r)
	}
	return c
}

// NothingJudged says whether an error ended the run before any rule was judged: then it is all that there is to say.
func NothingJudged(r *run.Run) bool {
	return r.Error != nil && len(idsOf(r, judged)) == 0
}

// Paragraph returns what a conclusion says after the verdict, a line each: the basis, the remarks, what is missing and
// what to do next.
func (c Conclusion) Paragraph() []string {
	var lines []string
	if c.Basis != "" {
		lines = append(lines, c.Basis)
	}
	lines = append(lines, c.Remarks...)
	for _, missing := range c.Missing {
		lines = append(lines, "missing: "+missing)
	}
	for _, next := range c.Next {
		lines = append(lines, "next: "+next)
	}
	return lines
}

func verdictText(r *run.Run) (text string, detail []string) {
	open := openRules(r)
	switch r.Verdict {
	case run.Conformant:
		if warnings := idsOf(r, func(rule run.Rule) bool { return isWarning(r, rule) }); len(warnings) > 0 {
			return fmt.Sprintf("conformant, with %s (%s)", run.Plural(len(warnings), "warning"), NameSome(warnings)), nil
		}
		return string(r.Verdict), nil
	case run.Nonconformant:
		text := "nonconformant: " + brokenText(r)
		if len(open) > 0 {
			text += "; " + run.Plural(len(open), "must rule") + " went untested"
		}
		return text, nil
	case run.Inconclusive:
		if n := len(r.Stale()); n > 0 && len(open) == 0 {
			return fmt.Sprintf("inconclusive: the baseline is stale in %d of its entries", n), nil
		}
		if r.Partial() && len(idsOf(r, judged)) > 0 {
			return "inconclusive: no must rule is broken in what was performed, which is not the whole plan", nil
		}
		if len(open) == 0 {
			return "inconclusive: nothing was judged", nil
		}
		return fmt.Sprintf("inconclusive: %s went untested (%s)", run.Plural(len(open), "must rule"), NameSome(open)), nil
	}
	cause := CauseOf(r)
	lines := Lines(cause.Message, LongestText)
	return fmt.Sprintf("error (%s): %s", cause.Kind, lines[0]), lines[1:]
}

// judged says whether some call showed how the rule fares.
func judged(rule run.Rule) bool { return rule.Status == run.Held || rule.Status == run.Broken }

// openRules names the must rules that went untested, and says of which only a part did.
func openRules(r *run.Run) []string {
	var names []string
	for _, rule := range r.Rules {
		if rule.Open() {
			name := Name(rule.ID)
			if rule.Status == run.Held {
				name += " in part"
			}
			names = append(names, name)
		}
	}
	return names
}

// CauseOf returns the error of a run, also where one that was not concluded, or was written by somebody else, has none.
func CauseOf(r *run.Run) run.RunError {
	if r.Error == nil {
		return run.RunError{Kind: run.Harness, Message: "the run has no verdict, and no error that says why"}
	}
	return *r.Error
}

func brokenText(r *run.Run) string {
	musts := idsOf(r, func(rule run.Rule) bool { return r.Fails(rule) && rule.Level == run.Must })
	shoulds := idsOf(r, func(rule run.Rule) bool { return r.Fails(rule) && rule.Level == run.Should })
	var parts []string
	if len(musts) > 0 {
		parts = append(parts, fmt.Sprintf("%s broken (%s)", run.Plural(len(musts), "must rule"), NameSome(musts)))
	}
	if len(shoulds) > 0 {
		parts = append(parts, fmt.Sprintf("%s broken, which counts since the run is strict (%s)",
			run.Plural(len(shoulds), "should rule"), NameSome(shoulds)))
	}
	return strings.Join(parts, ", ")
}

func basis(r *run.Run) string {
	kind, counts := "must rule", func(rule run.Rule) bool { return rule.Level == run.Must }
	if len(r.Rules) > 0 && !slices.ContainsFunc(r.Rules, counts) {
		kind, counts = "rule", func(run.Rule) bool { return true } // those that were selected, and no must among them
	}
	held, explored := 0, 0
	var scenarios []string
	for _, rule := range r.Rules {
		if counts(rule) && rule.Status == run.Held && !rule.Open() {
			held++
		}
		scenarios = append(scenarios, rule.JudgedIn()...)
		if rule.Status == run.Held || rule.Status == run.Broken {
			explored = max(explored, rule.Explored)
		}
	}
	performed := len(run.Distinct(scenarios))
	if performed == 0 { // none of the plan was selected
		performed = explored
	}
	return fmt.Sprintf("%s held in %s, %s, %.2f s", run.Plural(held, kind), run.Plural(performed, "scenario"),
		run.Plural(r.Authorisations, "authorisation"), float64(r.DurationMs)/1000)
}

func remarks(r *run.Run) []string {
	var all []string
	add := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	if r.Coverage != nil {
		add("%s.", r.Coverage)
	}
	if r.Situations != nil {
		add("%s.", Capital(r.Situations.String()))
	}
	if r.Sequences != nil {
		add("%s.", Capital(r.Sequences.String()))
	}
	if r.Walks != nil {
		add("%s.", Capital(r.Walks.String()))
	}
	if r.Selection != "" {
		add("Only the rules that match %s were selected.", Name(r.Selection))
	}
	for _, resumed := range r.Resumed {
		add("Resumed on %s, with %s of before.", resumed.At.UTC().Format("2006-01-02 15:04 UTC"), run.Plural(resumed.Records, "record"))
	}
	if r.Stopped != nil {
		add("%s.", stoppedText(*r.Stopped))
	}
	if len(r.Only) > 0 {
		add("Only what was chosen was judged: %s.", NameSome(each(r.Only, Name)))
	}
	if n := len(idsOf(r, func(rule run.Rule) bool { return isWarning(r, rule) })); n > 0 {
		add("%s broken: a warning, which --strict makes count.", run.Plural(n, "should rule"))
	}
	others := idsOf(r, func(rule run.Rule) bool { return rule.Status == run.NotTested && rule.Level != run.Must })
	if len(others) > 0 && len(r.Only) == 0 {
		add("%s untested (%s), which the verdict does not depend on.", run.Plural(len(others), "other rule"), NameSome(others))
	}
	if n := len(idsOf(r, run.Rule.Accepted)); n > 0 {
		add("%s broken and accepted by the baseline, which counts for this run alone.", run.Plural(n, "rule"))
	}
	for _, e := range r.Stale() {
		add("The baseline lists %s%s as broken, and it held.", Name(e.Rule), inScenarios(e))
	}
	return all
}

// isWarning says whether a rule is broken that the verdict does not depend on, and that a person should know of.
func isWarning(r *run.Run, rule run.Rule) bool {
	return rule.Status == run.Broken && rule.Level == run.Should && !r.Strict && !rule.Accepted()
}

// stoppedText says where a run stopped, and what it left out.
func stoppedText(s run.Stopped) string {
	text := fmt.Sprintf("The run stopped at the first break, of %s in %s: %s of the plan", Name(s.Rule), Name(s.Scenario),
		run.Plural(len(s.NotPerformed), "scenario"))
	if s.Beyond > 0 {
		text += fmt.Sprintf(" and %d beyond it", s.Beyond)
	}
	if len(s.NotPerformed) == 1 && s.Beyond == 0 {
		return text + " was not performed"
	}
	return text + " were not performed"
}

// inScenarios says which scenarios an entry of a baseline covers.
func inScenarios(e run.BaselineEntry) string {
	if len(e.Scenarios) == 0 {
		return ""
	}
	return " in " + OneLine(strings.Join(e.Scenarios, ", "), LongestName)
}

// missing groups the must rules that went untested by the reason, since one cause usually keeps several from it.
func missing(r *run.Run) []string {
	var reasons []string
	rules := map[string][]string{}
	add := func(reason, id string) {
		if reason == "" {
			reason = NoReason
		}
		reasons = append(reasons, reason)
		rules[reason] = append(rules[reason], id)
	}
	for _, rule := range r.Rules {
		if !rule.Open() || len(r.Only) > 0 && len(rule.Untested) == 0 {
			continue // of what was not chosen, nobody misses anything
		}
		if len(rule.Untested) == 0 || rule.Status == run.NotTested && rule.Reason != "" {
			add(rule.Reason, rule.ID)
			continue
		}
		for _, untested := range rule.Untested {
			add(untested.Reason, rule.ID)
		}
	}
	var lines []string
	for _, reason := range run.Distinct(reasons) {
		lines = append(lines, fmt.Sprintf("%s (%s)", OneLine(reason, LongestText), NameSome(run.Distinct(rules[reason]))))
	}
	return lines
}

func next(r *run.Run) []string {
	switch {
	case r.Verdict == run.Conformant || r.Verdict == run.Nonconformant:
		return nil
	case r.Verdict != run.Inconclusive:
		return afterError(CauseOf(r), r.Subject.Kind == run.Wallet)
	case len(r.Only) > 0:
		return []string{"Run without --scenario and --last-failed for a verdict."}
	case r.Stopped != nil:
		return []string{"Run without --fail-fast for a verdict."}
	case len(openRules(r)) > 0 && r.Plan == "thrifty":
		return []string{"Run with --plan full: the thrifty plan leaves rules untested to spare authorisations."}
	case len(openRules(r)) > 0:
		return []string{"Make what is missing possible, and run again; until then nobody can say that the target is conformant."}
	case len(r.Stale()) > 0:
		return []string{"Take the stale entries out of the baseline; what they accept is mended."}
	case len(r.Rules) == 0 && r.Selection != "":
		return []string{"Choose other --rules; \"signspec rules\" lists them all."}
	case len(r.Rules) == 0:
		return []string{"Select at least one rule; \"signspec rules\" lists them all."}
	}
	return []string{"Select rules that can be judged here; the reasons above say why these could not."}
}

func afterError(cause run.RunError, resumes bool) []string {
	switch cause.Kind {
	case run.Unreachable:
		return []string{"Check that the target starts and answers, and run again. This says nothing about its conformance."}
	case run.Configuration:
		return []string{"Correct that, and run again."}
	case run.Interrupted:
		if resumes {
			return []string{"Run again with --resume, which goes on from here: what was judged before the interruption is no verdict."}
		}
		return []string{"Run again: what was judged before the interruption is no verdict."}
	}
	return []string{"The fault is in the harness or in the adapter, not a finding about the target. Run again with -v for more."}
}

// each returns what becomes of each text.
func each(texts []string, become func(string) string) []string {
	became := make([]string, len(texts))
	for i, text := range texts {
		became[i] = become(text)
	}
	return became
}

// idsOf returns the ids of the rules that match.
func idsOf(r *run.Run, match func(run.Rule) bool) []string {
	var ids []string
	for _, rule := range r.Rules {
		if match(rule) {
			ids = append(ids, Name(rule.ID))
		}
	}
	return ids
}
