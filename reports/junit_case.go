package reports

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

// Longest texts of a case, in code points: a message is one line in a list of many; a body is opened to be read.
const (
	longestMessage = 400
	longestBody    = 16000
)

// junitCase is one test case. A passing one has no outcome.
type junitCase struct {
	class, name string
	outcome     string // the element that tells the status: "failure", "error", "skipped", or none
	kind        string // what the outcome is of: the type attribute
	message     string // one line
	body        string // the whole story; begins with the message
	output      string // system-out
	file        string
	line        int
}

func (c junitCase) write(x *xmlWriter) {
	attributes := []string{"classname", c.class, "name", c.name}
	if c.file != "" {
		attributes = append(attributes, "file", c.file)
		if c.line > 0 {
			attributes = append(attributes, "line", fmt.Sprint(c.line))
		}
	}
	if c.outcome == "" && c.output == "" {
		x.element("testcase", "", attributes...)
		return
	}
	x.open("testcase", attributes...)
	if c.outcome != "" {
		x.element(c.outcome, c.body, "message", c.message, "type", c.kind)
	}
	if c.output != "" {
		x.element("system-out", c.output)
	}
	x.close("testcase")
}

func junitCases(r *run.Run) []junitCase {
	shown := newEvidence(r)
	var cases []junitCase
	for _, rule := range r.Rules {
		cases = append(cases, ruleCases(r, rule, shown)...)
	}
	if r.Verdict != run.Conformant && r.Verdict != run.Nonconformant {
		cases = append(cases, verdictCase(r))
	}
	return unique(cases)
}

// ruleCases gives a case for every scenario in which the rule was judged or should have been, and at least one.
func ruleCases(r *run.Run, rule run.Rule, shown evidence) []junitCase {
	findings := map[string][]run.Finding{}
	for _, finding := range rule.Findings {
		findings[finding.Scenario] = append(findings[finding.Scenario], finding)
	}
	var cases []junitCase
	class := className(r, rule.Group)
	add := func(scenario string, c junitCase) {
		c.class = class
		c.name = cmp.Or(strings.TrimSpace(oneLine(rule.ID+" "+scenario, longestName)), "unnamed") // Azure drops a case without
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
func judgedCase(r *run.Run, rule run.Rule, findings []run.Finding, shown evidence) junitCase {
	if rule.Status != run.Broken {
		return junitCase{}
	}
	if len(findings) == 0 && len(rule.Findings) > 0 {
		return junitCase{} // it held here, and is broken elsewhere
	}
	c := junitCase{message: brokenMessage(rule, findings)}
	c.body = shortenLines(strings.Join(append([]string{c.message, ""}, storyOf(rule, findings, shown)...), "\n"), longestBody)
	for _, finding := range findings {
		if finding.File != "" && c.file == "" {
			c.file, c.line = oneLine(finding.File, longestName), finding.Line
		}
	}
	if r.Fails(rule) {
		c.outcome, c.kind = "failure", "nonconformance"
		return c
	}
	c.output = fmt.Sprintf("%s: this %s rule is broken, which does not make the run nonconformant\n%s", standingOf(r, rule), rule.Level, c.body)
	return c
}

func brokenMessage(rule run.Rule, findings []run.Finding) string {
	if len(findings) == 0 {
		return oneLine("broken: "+rule.Title, longestMessage)
	}
	first := findings[0]
	message := fmt.Sprintf("expected %s; observed %s", oneLine(first.Expected, longestMessage/2), oneLine(first.Observed, longestMessage/2))
	if more := len(findings) - 1; more > 0 {
		message += fmt.Sprintf(" (and %d more)", more)
	}
	return message
}

// storyOf tells of the rule, its clause, and of each finding what was expected, what was observed, and how to see it
// again, a line each.
func storyOf(rule run.Rule, findings []run.Finding, shown evidence) []string {
	var lines []string
	add := func(label, text string) {
		if text == "" {
			return
		}
		label += ":"
		for _, line := range textLines(text, longestText) {
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
		add("known", knownText(finding))
		for _, call := range shown.of(finding) {
			lines = append(lines, record.Timeline(call))
		}
		add("place", finding.Place())
		add("reproduce", finding.Reproduce)
	}
	return lines
}

func skippedCase(status, reason string) junitCase {
	if reason == "" {
		reason = "no reason was given"
	}
	message := strings.ReplaceAll(status, "-", " ") + ": " + oneLine(reason, longestMessage)
	return junitCase{outcome: "skipped", message: message, body: message}
}

func errorCase(kind, message string) junitCase {
	text := oneLine(message, longestMessage)
	return junitCase{outcome: "error", kind: kind, message: text, body: text}
}

// verdictCase holds the reason why a run has no verdict.
func verdictCase(r *run.Run) junitCase {
	said := inWords(r)
	kind := string(run.Inconclusive)
	if r.Verdict != run.Inconclusive {
		kind = string(causeOf(r).Kind)
	}
	c := errorCase(kind, said.Verdict)
	lines := []string{c.message}
	for _, detail := range said.Detail {
		lines = append(lines, "  "+detail)
	}
	lines = append(append(lines, "", said.Basis), said.Remarks...)
	for _, missing := range said.Missing {
		lines = append(lines, "missing: "+missing)
	}
	for _, next := range said.Next {
		lines = append(lines, "next: "+next)
	}
	c.class, c.name, c.body = className(r, ""), "verdict", shortenLines(strings.Join(lines, "\n"), longestBody)
	return c
}

// unique numbers the cases whose class and name another one already has: of two of a pair, GitLab keeps one.
func unique(cases []junitCase) []junitCase {
	seen := make(map[[2]string]bool, len(cases))
	for i := range cases {
		c := &cases[i]
		name := c.name
		for n := 2; seen[[2]string{c.class, c.name}]; n++ {
			c.name = fmt.Sprintf("%s (%d)", name, n)
		}
		seen[[2]string{c.class, c.name}] = true
	}
	return cases
}

// shortenLines cuts a text of several lines, and says so where it did.
func shortenLines(text string, limit int) string {
	if short := shorten(text, limit); short != text {
		return short + "\n(cut here; report.json has the rest)"
	}
	return text
}
