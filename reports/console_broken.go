package reports

import (
	"fmt"
	"strings"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

// How many findings are shown in full. The first ones of a rule explain it; where very many rules are broken, one each
// is what a person can read.
const (
	fullFindings = 3
	fewFindings  = 1
	manyRules    = 8
	mostNames    = 12  // scenarios that are named of those that are not shown in full
	seenText     = 600 // code points of a text: a screen has few lines, and report.json has it all
)

// labelColumns is the width of the labels before the texts of a finding, their indentation included.
const labelColumns = 13

// broken writes each broken rule with what a person needs to mend it: those that make the run nonconformant first.
func (c *console) broken() {
	rules := brokenRules(c.run)
	for _, rule := range rules {
		full := fullFindings
		if len(rules) > manyRules || !c.run.Fails(rule) {
			full = fewFindings
		}
		if c.verbose {
			full = len(rule.Findings)
		}
		c.brokenRule(rule, full)
	}
}

func (c *console) brokenRule(rule run.Rule, full int) {
	c.line("")
	c.headed(c.mark(rule)+" ", 2, oneLine(rule.ID, longestName), " ("+levelText(c.run, rule)+")", c.bold)
	c.hang("  ", 2, oneLine(rule.Title, longestText))
	c.labelled("clause", rule.Clause)
	alike := groupAlike(rule.Findings, c.verbose)
	for _, findings := range alike[:min(full, len(alike))] {
		c.line("")
		c.finding(findings)
	}
	var rest []string
	for _, findings := range alike[min(full, len(alike)):] {
		rest = append(rest, scenariosOf(findings)...)
	}
	if len(rest) > 0 {
		c.line("")
		c.labelled("also in", nameScenarios(run.Distinct(rest)))
	}
}

// groupAlike puts findings together that say the same of the same place, in the order of the first of each; separately,
// each is its own.
func groupAlike(findings []run.Finding, separately bool) [][]run.Finding {
	var alike [][]run.Finding
	index := map[[4]string]int{}
	for _, finding := range findings {
		key := [4]string{finding.Expected, finding.Observed, finding.Place(), knownText(finding)}
		if at, known := index[key]; known && !separately {
			alike[at] = append(alike[at], finding)
			continue
		}
		index[key] = len(alike)
		alike = append(alike, []run.Finding{finding})
	}
	return alike
}

// finding writes the first of findings that say the same, and where the others are.
func (c *console) finding(alike []run.Finding) {
	first := alike[0]
	c.labelled("scenario", first.Scenario)
	c.labelled("expected", first.Expected)
	c.labelled("observed", first.Observed)
	c.labelled("known", knownText(first))
	for _, call := range c.shown.of(first) {
		c.timeline(call)
	}
	c.labelled("place", first.Place())
	if first.Reproduce != "" { // never broken into lines: it is there to be copied
		c.line(c.label("reproduce") + c.bold(oneLine(first.Reproduce, longestText)))
	}
	if more := run.Distinct(scenariosOf(alike[1:])); len(more) > 0 {
		c.labelled("same in", nameScenarios(more))
	}
}

func (c *console) labelled(label, text string) {
	if text != "" {
		c.hang(c.label(label), labelColumns, textLines(text, seenText)...)
	}
}

func (c *console) label(label string) string { return c.dim("  " + pad(label, labelColumns-2)) }

// timeline draws a call with its long rows wrapped, the line on their left going on beside them.
func (c *console) timeline(call record.Record) {
	for _, row := range record.TimelineRows(call) {
		head := "  " + row.Head()
		for i, line := range wrap(row.Text, max(c.width-columns(head), narrowestTitle)) {
			if i > 0 {
				head = "  " + row.Under().Head()
			}
			c.line(head + line)
		}
	}
}

func scenariosOf(findings []run.Finding) []string {
	var names []string
	for _, finding := range findings {
		if finding.Scenario != "" {
			names = append(names, finding.Scenario)
		}
	}
	return names
}

func nameScenarios(names []string) string {
	if len(names) > mostNames {
		return fmt.Sprintf("%s, and %d more (-v shows them)", strings.Join(names[:mostNames], ", "), len(names)-mostNames)
	}
	return strings.Join(names, ", ")
}
