// Package markdown writes a run as a summary for a merge request or a CI job's page.
package markdown

import (
	"fmt"
	"io"
	"strings"

	"github.com/signspec/signspec/reports/inert"
	"github.com/signspec/signspec/reports/markup"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/reports/words"
	"github.com/signspec/signspec/schemas/record"
)

// What a summary holds. It is read on the page of a CI job, or in a comment, of which GitHub takes 65,536 characters
// and a job's summary 1 MiB; report.html has it all.
const (
	mostSections = 40  // broken rules that get a section of their own
	rowColumns   = 110 // of a row of a timeline
	labelColumns = 11  // of the label before a text of a finding
	longestProse = 300 // code points of a text outside of the findings, each of which may take six bytes
)

// Write writes the run as GitHub-flavoured Markdown. Texts that came from a target stand in code, where no
// Markdown, no HTML, no mention and no link is made of them, or are prose that has nothing to make one of.
func Write(w io.Writer, masked run.Masked) error {
	r, err := masked.Checked()
	if err != nil {
		return err
	}
	m := &summary{run: r, shown: r.Evidence()}
	m.head()
	m.broken()
	m.table()
	_, err = io.WriteString(w, inert.Text(m.text.String())) // a job may print its summary
	return err
}

type summary struct {
	run   *run.Run
	shown run.Evidence
	text  strings.Builder
}

// paragraph writes lines as one block.
func (m *summary) paragraph(lines ...string) {
	m.text.WriteString(strings.Join(lines, "\n") + "\n\n")
}

func (m *summary) head() {
	r, c := m.run, words.Conclude(m.run)
	word, why, _ := strings.Cut(c.Verdict, ": ")
	m.paragraph(fmt.Sprintf("## %s signspec: %s", r.Mark(), word))
	if why != "" {
		m.paragraph(markup.Prose(words.Shorten(why, longestProse)))
	}
	if len(c.Detail) > 0 {
		m.fenced(c.Detail)
	}
	m.paragraph(m.subject())
	if c.Basis != "" {
		m.paragraph(c.Basis)
	}
	var items []string
	add := func(label string, texts []string) {
		for _, text := range texts {
			items = append(items, "- "+label+markup.Prose(words.Shorten(text, longestProse)))
		}
	}
	add("", c.Remarks)
	for _, note := range r.Notes {
		add("note: ", []string{words.OneLine(note, longestProse)})
	}
	add("missing: ", c.Missing)
	add("next: ", c.Next)
	if len(items) > 0 {
		m.paragraph(items...)
	}
}

func (m *summary) subject() string {
	s := m.run.Subject
	parts := []string{"**" + markup.Prose(words.Capital(words.Kind(s))) + "**"}
	if name := strings.TrimSpace(s.Name + " " + s.Version); name != "" {
		parts[0] += " " + markup.Prose(words.Name(name))
	}
	for _, part := range []struct{ label, value string }{{"source", s.Source}, {"profile", m.run.Profile},
		{"plan", m.run.Plan}, {"driver", s.Driver}, {"rules", m.run.Selection}} {
		if part.value != "" {
			parts = append(parts, part.label+" "+markup.Code(words.Name(part.value)))
		}
	}
	return strings.Join(parts, " · ")
}

// broken writes a section for each broken rule, those that make the run nonconformant first.
func (m *summary) broken() {
	rules := m.run.BrokenRules()
	full := words.FullFindings
	if len(rules) > words.ManyRules {
		full = words.FewFindings
	}
	for _, rule := range rules[:min(mostSections, len(rules))] {
		m.section(rule, full)
	}
	if left := len(rules) - mostSections; left > 0 {
		m.paragraph(fmt.Sprintf("and %s more, which report.html shows", run.Plural(left, "broken rule")))
	}
}

func (m *summary) section(rule run.Rule, full int) {
	m.paragraph(fmt.Sprintf("### %s %s (%s)", m.run.Standing(rule).Mark(), markup.Code(words.Name(rule.ID)),
		markup.Prose(words.BrokenLevel(m.run, rule))))
	m.paragraph(markup.Prose(words.OneLine(rule.Title, longestProse)))
	if rule.Clause != "" {
		m.paragraph("> " + markup.Prose(words.OneLine(rule.Clause, longestProse)))
	}
	alike, rest := run.FirstAlike(rule.Findings, full)
	for _, findings := range alike {
		m.finding(findings)
	}
	m.scenarios("Also in", rest)
}

// finding writes what one finding says as one block of text, laid out as in a terminal.
func (m *summary) finding(alike []run.Finding) {
	first := alike[0]
	var lines []string
	add := func(label string, texts ...string) {
		for _, text := range texts {
			lines = append(lines, words.Pad(label, labelColumns)+text)
			label = ""
		}
	}
	add("scenario", words.Name(first.Scenario))
	add("expected", words.Lines(first.Expected, words.LongestShown)...)
	add("observed", words.Lines(first.Observed, words.LongestShown)...)
	if text := words.Known(first); text != "" {
		add("known", text)
	}
	for _, call := range m.shown.Of(first) {
		for _, row := range record.TimelineRows(call) {
			lines = append(lines, strings.TrimRight(row.Head()+words.Fit(row.Text, rowColumns), " "))
		}
	}
	if place := first.Place(); place != "" {
		add("place", words.Name(place))
	}
	if first.Reproduce != "" {
		add("reproduce", words.OneLine(first.Reproduce, words.LongestShown))
	}
	m.fenced(lines)
	m.scenarios("Same in", run.ScenariosOf(alike[1:]...))
}

func (m *summary) scenarios(label string, names []string) {
	if len(names) == 0 {
		return
	}
	var shown []string
	for _, name := range names[:min(words.MostNames, len(names))] {
		shown = append(shown, markup.Code(words.Name(name)))
	}
	text := label + " " + strings.Join(shown, ", ")
	if left := len(names) - words.MostNames; left > 0 {
		text += fmt.Sprintf(", and %d more", left)
	}
	m.paragraph(text)
}

// table lists every rule, folded.
func (m *summary) table() {
	if len(m.run.Rules) == 0 || words.NothingJudged(m.run) {
		return
	}
	lines := []string{"| | Rule | Level | What it says | Scenarios |", "|---|---|---|---|--:|"}
	for _, rule := range m.run.Rules {
		title := markup.Prose(words.Name(rule.Title))
		if reason := words.WhyUnjudged(rule); reason != "" {
			title += " (" + markup.Prose(words.Shorten(reason, words.LongestName)) + ")"
		}
		standing := m.run.Standing(rule)
		lines = append(lines, fmt.Sprintf("| %s %s | %s | %s | %s | %s |", standing.Mark(), standing,
			markup.Code(words.Name(rule.ID)), words.Level(rule.Level), title, words.ScenarioCount(rule)))
	}
	m.paragraph("<details>", fmt.Sprintf("<summary>All %s</summary>", run.Plural(len(m.run.Rules), "rule")))
	m.paragraph(lines...)
	m.text.WriteString("</details>\n")
}

// fenced writes lines as they are, behind a fence that is longer than any in them.
func (m *summary) fenced(lines []string) {
	text := strings.Join(lines, "\n")
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	m.paragraph(fence+"text", text, fence)
}
