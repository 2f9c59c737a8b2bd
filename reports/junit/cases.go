package junit

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/reports/words"
	"github.com/signspec/signspec/schemas/record"
)

// Longest texts of a case, in code points: a message is one line in a list of many; a body is opened to be read.
const (
	longestMessage = 400
	longestBody    = 16000
)

func casesOf(r *run.Run) []testCase {
	shown := r.Evidence()
	var cases []testCase
	for _, rule := range r.Rules {
		cases = append(cases, ruleCases(r, rule, shown)...)
	}
	if r.Verdict != run.Conformant && r.Verdict != run.Nonconformant {
		cases = append(cases, verdictCase(r))
	}
	return unique(cases)
}

// ruleCases gives a case for every scenario in which the rule was judged or should have been, and at least one.
func ruleCases(r *run.Run, rule run.Rule, shown run.Evidence) []testCase {
	findings := map[string][]run.Finding{}
	for _, finding := range rule.Findings {
		findings[finding.Scenario] = append(findings[finding.Scenario], finding)
	}
	var cases []testCase
	class := text(className(r, rule.Group))
	add := func(scenario string, c testCase) {
		c.Class = class
		c.Name = text(cmp.Or(strings.TrimSpace(words.Name(rule.ID+" "+scenario)), "unnamed")) // Azure drops a case without
		cases = append(cases, c)
	}
	judged := map[string]bool{}
	for _, scenario := range rule.JudgedIn() {
		judged[scenario] = true
		add(scenario, judgedCase(r, rule, findings[scenario], shown))
	}
	if unplaced := findings[""]; len(unplaced) > 0 {
		add("", judgedCase(r, rule, unplaced, shown))
	}
	for _, untested := range rule.Untested {
		if !judged[untested.Scenario] {
			add(untested.Scenario, skippedCase("untested", untested.Reason))
		}
	}
	if rule.Explored > 0 {
		add(fmt.Sprintf("explored, %d scenarios", rule.Explored), testCase{})
	}
	switch {
	case rule.Status == run.Errored:
		add("", errorCase("harness", "the rule could not be judged: "+rule.Reason))
	case rule.Status == run.Broken && len(rule.Findings) == 0, rule.Status == run.Held && len(cases) == 0:
		add("", judgedCase(r, rule, nil, shown))
	case len(cases) == 0:
		add("", skippedCase(string(rule.Status), rule.Reason))
	}
	return cases
}

// judgedCase is the case of a rule in one scenario, with what was found there. A broken rule that does not make the
// run nonconformant passes, and says so in its output.
func judgedCase(r *run.Run, rule run.Rule, findings []run.Finding, shown run.Evidence) testCase {
	if rule.Status != run.Broken {
		return testCase{}
	}
	if len(findings) == 0 && len(rule.Findings) > 0 {
		return testCase{} // it held here, and is broken elsewhere
	}
	message := words.Broken(rule, findings, longestMessage)
	body := shortenLines(strings.Join(append([]string{message, ""}, storyOf(rule, findings, shown)...), "\n"), longestBody)
	var c testCase
	for _, finding := range findings {
		if finding.File != "" && c.File == "" {
			c.File, c.Line = text(words.Name(finding.File)), finding.Line
		}
	}
	if r.Fails(rule) {
		c.Failure = &outcome{text(message), "nonconformance", text(body)}
		return c
	}
	c.Output = text(fmt.Sprintf("%s: this %s rule is broken, which does not make the run nonconformant\n%s",
		r.Standing(rule), words.Name(rule.Level), body))
	return c
}

// storyOf says the rule, its clause, and of each finding what was expected, what was observed, and how to see it
// again, a line each.
func storyOf(rule run.Rule, findings []run.Finding, shown run.Evidence) []string {
	var lines []string
	add := func(label, content string) {
		if content == "" {
			return
		}
		label += ":"
		for _, line := range words.Lines(content, words.LongestText) {
			lines = append(lines, fmt.Sprintf("%-10s %s", label, line))
			label = ""
		}
	}
	add("rule", fmt.Sprintf("%s (%s) %s", rule.ID, rule.Level, rule.Title))
	add("clause", rule.Clause)
	for _, finding := range findings {
		lines = append(lines, "")
		add("scenario", finding.Scenario)
		add("expected", finding.Expected)
		add("observed", finding.Observed)
		add("known", words.Known(finding))
		for _, call := range shown.Of(finding) {
			lines = append(lines, record.Timeline(call))
		}
		add("place", finding.Place())
		add("reproduce", finding.Reproduce)
	}
	return lines
}

func skippedCase(status, reason string) testCase {
	message := text(strings.ReplaceAll(status, "-", " ") + ": " + words.OneLine(cmp.Or(reason, words.NoReason), longestMessage))
	return testCase{Skipped: &outcome{Message: message, Body: message}}
}

func errorCase(kind, message string) testCase {
	line := text(words.OneLine(message, longestMessage))
	return testCase{Error: &outcome{line, text(kind), line}}
}

// verdictCase holds the reason why a run has no verdict.
func verdictCase(r *run.Run) testCase {
	conclusion := words.Conclude(r)
	kind := string(run.Inconclusive)
	if r.Verdict != run.Inconclusive {
		kind = string(words.CauseOf(r).Kind)
	}
	c := errorCase(kind, conclusion.Verdict)
	lines := []string{string(c.Error.Message)}
	for _, detail := range conclusion.Detail {
		lines = append(lines, "  "+detail)
	}
	lines = append(append(lines, ""), conclusion.Paragraph()...)
	c.Class, c.Name, c.Error.Body = text(className(r, "")), "verdict", text(shortenLines(strings.Join(lines, "\n"), longestBody))
	return c
}

// unique numbers the cases whose class and name another one already has: of two of a pair, GitLab keeps one.
func unique(cases []testCase) []testCase {
	seen := make(map[[2]text]bool, len(cases))
	for i := range cases {
		c := &cases[i]
		name := c.Name
		for n := 2; seen[[2]text{c.Class, c.Name}]; n++ {
			c.Name = text(fmt.Sprintf("%s (%d)", name, n))
		}
		seen[[2]text{c.Class, c.Name}] = true
	}
	return cases
}

// shortenLines cuts a text of several lines, and says so where it did.
func shortenLines(body string, limit int) string {
	if short := words.Shorten(body, limit); short != body {
		return short + "\n(cut here; report.json has the rest)"
	}
	return body
}
