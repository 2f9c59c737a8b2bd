package console

import (
	"fmt"
	"strings"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/reports/words"
	"github.com/signspec/signspec/schemas/record"
)

// labelColumns is the width of the labels before the texts of a finding, their indentation included.
const labelColumns = 13

// broken writes each broken rule with what a person needs to mend it: those that make the run nonconformant first.
func (c *console) broken() {
	rules := c.run.BrokenRules()
	for _, rule := range rules {
		full := words.FullFindings
		if len(rules) > words.ManyRules || !c.run.Fails(rule) {
			full = words.FewFindings
		}
		c.brokenRule(rule, full)
	}
}

func (c *console) brokenRule(rule run.Rule, full int) {
	c.line("")
	c.headed(c.mark(rule)+" ", 2, words.Name(rule.ID), " ("+words.BrokenLevel(c.run, rule)+")", c.bold)
	c.hang("  ", 2, words.OneLine(rule.Title, words.LongestText))
	c.labelled("clause", rule.Clause)
	c.labelled("more", words.More(rule))
	first, rest := run.FirstAlike(rule.Findings, full)
	if c.verbose {
		first, rest = each(rule.Findings), nil
	}
	for _, findings := range first {
		c.line("")
		c.finding(findings)
	}
	if len(rest) > 0 {
		c.line("")
		c.labelled("also in", nameScenarios(rest))
	}
}

// each puts every finding by itself, also where several say the same.
func each(findings []run.Finding) [][]run.Finding {
	alone := make([][]run.Finding, len(findings))
	for i := range findings {
		alone[i] = findings[i : i+1]
	}
	return alone
}

// finding writes the first of findings that say the same, and where the others are.
func (c *console) finding(alike []run.Finding) {
	first := alike[0]
	c.labelled("scenario", first.Scenario)
	c.labelled("expected", first.Expected)
	c.labelled("observed", first.Observed)
	c.labelled("known", words.Known(first))
	for _, call := range c.shown.Of(first) {
		c.timeline(call)
	}
	c.labelled("place", first.Place())
	if first.Reproduce != "" { // never broken into lines: it is there to be copied
		c.line(c.label("reproduce") + c.bold(words.OneLine(first.Reproduce, words.LongestText)))
	}
	if first.Also > 1 {
		c.labelled("same in", run.Plural(first.Also, "explored scenario"))
	}
	if more := run.ScenariosOf(alike[1:]...); len(more) > 0 {
		c.labelled("same in", nameScenarios(more))
	}
}

func (c *console) labelled(label, text string) {
	if text != "" {
		c.hang(c.label(label), labelColumns, words.Lines(text, words.LongestShown)...)
	}
}

func (c *console) label(label string) string { return c.dim("  " + words.Pad(label, labelColumns-2)) }

// timeline draws a call with its long rows wrapped, the line on their left going on.
func (c *console) timeline(call record.Record) {
	for _, row := range record.TimelineRows(call) {
		head := "  " + row.Head()
		for i, line := range words.Wrap(row.Text, max(c.width-words.Columns(head), narrowestTitle)) {
			if i > 0 {
				head = "  " + row.Under().Head()
			}
			c.line(head + line)
		}
	}
}

func nameScenarios(names []string) string {
	if len(names) > words.MostNames {
		return fmt.Sprintf("%s, and %d more (-v shows them)", strings.Join(names[:words.MostNames], ", "), len(names)-words.MostNames)
	}
	return strings.Join(names, ", ")
}
