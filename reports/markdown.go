package reports

import (
	"fmt"
	"io"
	"strings"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

// What a summary holds. It is read on the page of a CI job, or in a comment, of which GitHub takes 65,536 characters
// and a job's summary 1 MiB; report.html has it all.
const (
	mostSections = 40  // broken rules that get a section of their own
	rowColumns   = 110 // of a row of a timeline
	longestProse = 300 // code points of a text outside of the findings, each of which may take six bytes
)

// WriteMarkdown writes the run as GitHub-flavoured Markdown. Texts that came from a target stand in code, where no
// Markdown, no HTML, no mention and no link is made of them, or are prose that has nothing to make one of.
func WriteMarkdown(w io.Writer, r *run.Run) error {
	m := &markdown{run: r, shown: newEvidence(r)}
	m.head()
	m.broken()
	m.table()
	_, err := io.WriteString(w, m.text.String())
	return err
}

type markdown struct {
	run   *run.Run
	shown evidence
	text  strings.Builder
}

// paragraph writes lines as one block.
func (m *markdown) paragraph(lines ...string) {
	m.text.WriteString(strings.Join(lines, "\n") + "\n\n")
}

func (m *markdown) head() {
	r, said := m.run, inWords(m.run)
	word, why, _ := strings.Cut(said.Verdict, ": ")
	_, mark := verdictClass(r)
	m.paragraph(fmt.Sprintf("## %s signspec: %s", mark, word))
	if why != "" {
		m.paragraph(prose(shorten(why, longestProse)))
	}
	if len(said.Detail) > 0 {
		m.fenced(said.Detail)
	}
	m.paragraph(m.subject())
	m.paragraph(said.Basis)
	var items []string
	add := func(label string, texts []string) {
		for _, text := range texts {
			items = append(items, "- "+label+prose(shorten(text, longestProse)))
		}
	}
	add("", said.Remarks)
	for _, note := range r.Notes {
		add("note: ", []string{oneLine(note, longestProse)})
	}
	add("missing: ", said.Missing)
	add("next: ", said.Next)
	if len(items) > 0 {
		m.paragraph(items...)
	}
}

func (m *markdown) subject() string {
	s := m.run.Subject
	parts := []string{"**" + prose(capital(kindName(s))) + "**"}
	if name := strings.TrimSpace(s.Name + " " + s.Version); name != "" {
		parts[0] += " " + prose(oneLine(name, longestName))
	}
	for _, part := range []struct{ label, value string }{{"source", s.Source}, {"profile", m.run.Profile},
		{"plan", m.run.Plan}, {"driver", s.Driver}, {"rules", m.run.Selection}} {
		if part.value != "" {
			parts = append(parts, part.label+" "+code(oneLine(part.value, longestName)))
		}
	}
	return strings.Join(parts, " · ")
}

// broken writes a section for each broken rule, those that make the run nonconformant first.
func (m *markdown) broken() {
	rules := brokenRules(m.run)
	full := fullFindings
	if len(rules) > manyRules {
		full = fewFindings
	}
	for _, rule := range rules[:min(mostSections, len(rules))] {
		m.section(rule, full)
	}
	if left := len(rules) - mostSections; left > 0 {
		m.paragraph(fmt.Sprintf("and %s more, which report.html shows", plural(left, "broken rule")))
	}
}

func (m *markdown) section(rule run.Rule, full int) {
	m.paragraph(fmt.Sprintf("### %s %s (%s)", standingOf(m.run, rule).mark(), code(oneLine(rule.ID, longestName)), prose(levelText(m.run, rule))))
	m.paragraph(prose(oneLine(rule.Title, longestProse)))
	if rule.Clause != "" {
		m.paragraph("> " + prose(oneLine(rule.Clause, longestProse)))
	}
	alike := groupAlike(rule.Findings, false)
	for _, findings := range alike[:min(full, len(alike))] {
		m.finding(findings)
	}
	var rest []string
	for _, findings := range alike[min(full, len(alike)):] {
		rest = append(rest, scenariosOf(findings)...)
	}
	m.scenarios("Also in", run.Distinct(rest))
}

// finding writes what one finding says as one block of text, laid out as in a terminal.
func (m *markdown) finding(alike []run.Finding) {
	first := alike[0]
	var lines []string
	add := func(label string, texts ...string) {
		for _, text := range texts {
			lines = append(lines, pad(label, labelColumns-2)+text)
			label = ""
		}
	}
	add("scenario", oneLine(first.Scenario, longestName))
	add("expected", textLines(first.Expected, seenText)...)
	add("observed", textLines(first.Observed, seenText)...)
	if text := knownText(first); text != "" {
		add("known", text)
	}
	for _, call := range m.shown.of(first) {
		for _, row := range record.TimelineRows(call) {
			lines = append(lines, strings.TrimRight(row.Head()+fit(row.Text, rowColumns), " "))
		}
	}
	if place := first.Place(); place != "" {
		add("place", oneLine(place, longestName))
	}
	if first.Reproduce != "" {
		add("reproduce", oneLine(first.Reproduce, seenText))
	}
	m.fenced(lines)
	m.scenarios("Same in", run.Distinct(scenariosOf(alike[1:])))
}

func (m *markdown) scenarios(label string, names []string) {
	if len(names) == 0 {
		return
	}
	var shown []string
	for _, name := range names[:min(mostNames, len(names))] {
		shown = append(shown, code(oneLine(name, longestName)))
	}
	text := label + " " + strings.Join(shown, ", ")
	if left := len(names) - mostNames; left > 0 {
		text += fmt.Sprintf(", and %d more", left)
	}
	m.paragraph(text)
}

// table lists every rule, folded.
func (m *markdown) table() {
	if len(m.run.Rules) == 0 {
		return
	}
	lines := []string{"| | Rule | Level | What it says | Scenarios |", "|---|---|---|---|--:|"}
	for _, rule := range m.run.Rules {
		title := prose(oneLine(rule.Title, longestName))
		if reason := whyUnjudged(rule); reason != "" {
			title += " (" + prose(shorten(reason, longestName)) + ")"
		}
		standing := standingOf(m.run, rule)
		lines = append(lines, fmt.Sprintf("| %s %s | %s | %s | %s | %s |", standing.mark(), standing,
			code(oneLine(rule.ID, longestName)), levelClass(rule.Level), title, scenarioCount(rule)))
	}
	m.paragraph("<details>", fmt.Sprintf("<summary>All %s</summary>", plural(len(m.run.Rules), "rule")))
	m.paragraph(lines...)
	m.text.WriteString("</details>\n")
}

// fenced writes lines as they are, behind a fence that is longer than any in them.
func (m *markdown) fenced(lines []string) {
	text := strings.Join(lines, "\n")
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	m.paragraph(fence+"text", text, fence)
}
