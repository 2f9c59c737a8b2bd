package compare

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/signspec/signspec/reports/markup"
	"github.com/signspec/signspec/schemas/record"
)

// heading is what each kind of change is called, in the order of importance.
func headings() []struct {
	kind  Kind
	title string
} {
	return []struct {
		kind  Kind
		title string
	}{
		{NewlyBroken, "Newly broken"}, {NoLonger, "No longer tested"}, {NewlyHeld, "Newly held"}, {Other, "Otherwise changed"},
	}
}

// WriteText writes the comparison for a person at a terminal.
func WriteText(w io.Writer, c Comparison) error {
	var b strings.Builder
	fmt.Fprintf(&b, "old  %s\nnew  %s\n", describe(c.Old), describe(c.New))
	for _, h := range headings() {
		lines := c.of(h.kind)
		if len(lines) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n%s\n", h.title)
		for _, change := range lines {
			fmt.Fprintf(&b, "  %-26s %-6s %s%s\n", record.Visible(change.Rule), record.Visible(change.Level), transition(change), in(change))
		}
	}
	fmt.Fprintf(&b, "\n%s\n", c.summary())
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteMarkdown writes the comparison for a merge request.
func WriteMarkdown(w io.Writer, c Comparison) error {
	var b strings.Builder
	fmt.Fprintf(&b, "## signspec: %s\n\n| | subject | verdict |\n|---|---|---|\n", c.summary())
	for _, s := range []struct {
		name string
		side Side
	}{{"old", c.Old}, {"new", c.New}} {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", s.name, prose(s.side.Subject.Name+" "+s.side.Subject.Version), prose(string(s.side.Verdict)))
	}
	if len(c.Changes) > 0 {
		b.WriteString("\n| change | rule | level | was | is | scenarios |\n|---|---|---|---|---|---|\n")
	}
	for _, h := range headings() {
		for _, change := range c.of(h.kind) {
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", h.title, prose(change.Rule), prose(change.Level),
				prose(string(change.Was)), prose(string(change.Is)), prose(strings.Join(change.Scenarios, ", ")))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteJSON writes the comparison for a program.
func WriteJSON(w io.Writer, c Comparison) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(c)
}

func (c Comparison) of(kind Kind) []Change {
	var changes []Change
	for _, change := range c.Changes {
		if change.Kind == kind {
			changes = append(changes, change)
		}
	}
	return changes
}

func (c Comparison) summary() string {
	switch {
	case c.Regression:
		return "a regression"
	case len(c.Changes) == 0 && c.Old.Verdict == c.New.Verdict:
		return "no change"
	}
	return "no regression"
}

func describe(s Side) string {
	return record.Visible(fmt.Sprintf("%s %s: %s (profile %s, plan %s)", s.Subject.Name, s.Subject.Version, s.Verdict, s.Profile, s.Plan))
}

func transition(c Change) string {
	was, is := string(c.Was), string(c.Is)
	if was == "" {
		was = "not in the old run"
	}
	if is == "" {
		is = "not in the new run"
	}
	return record.Visible(was + " -> " + is)
}

func in(c Change) string {
	if len(c.Scenarios) == 0 {
		return ""
	}
	return record.Visible(" in " + strings.Join(c.Scenarios, ", "))
}

// prose is text as it may stand in a cell of a Markdown table: what a report says is not trusted.
func prose(text string) string { return markup.Prose(record.Visible(text)) }
