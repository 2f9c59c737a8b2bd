package reports

import (
	"cmp"
	"fmt"
	"github.com/signspec/signspec/reports/run"
	"io"
	"slices"
	"strings"
)

// ConsoleOptions says how a run is shown to a person at a terminal.
type ConsoleOptions struct {
	// Width is the number of columns; 0 means 80. Fewer than 48 are taken as 48, more than 120 as 120, since longer
	// lines are hard to read. Commands are never broken, so that they can be copied.
	Width int
	// Colour allows ANSI colours. The caller decides: a terminal, no --no-color, no NO_COLOR in the environment.
	Colour bool
	// Verbose shows every finding in full.
	Verbose bool
}

// The widths that text is laid out for.
const (
	usualWidth     = 80
	narrowestWidth = 48 // the longest id, its mark, and what little text narrowestTitle is
	widestWidth    = 120
	usualID        = 26 // columns: room for nearly every id; the row of a longer one is moved to the right
	widestID       = 36 // columns: no id of the catalogue is longer
	narrowestTitle = 10 // columns; less tells nothing, so the title is left out
)

// WriteConsole writes the run for a person at a terminal: a line a rule, then each broken rule with what a person needs
// to mend it, then the verdict and what it rests on. No text from a target can act upon the terminal.
func WriteConsole(w io.Writer, r *run.Run, o ConsoleOptions) error {
	c := &console{run: r, width: min(max(cmp.Or(o.Width, usualWidth), narrowestWidth), widestWidth),
		colours: o.Colour, verbose: o.Verbose, shown: newEvidence(r)}
	c.header()
	c.rules()
	c.broken()
	c.notes()
	c.conclusion()
	_, err := io.WriteString(w, c.text.String())
	return err
}

type console struct {
	run     *run.Run
	width   int
	colours bool
	verbose bool
	shown   evidence
	text    strings.Builder
}

func (c *console) line(text string) { c.text.WriteString(strings.TrimRight(text, " ") + "\n") }

// hang writes texts behind a head, all further lines under the first; headWidth is what the head takes of the line.
func (c *console) hang(head string, headWidth int, texts ...string) {
	for _, text := range texts {
		for _, line := range wrap(text, max(c.width-headWidth, narrowestTitle)) {
			c.line(head + line)
			head = strings.Repeat(" ", headWidth)
		}
	}
}

// headed writes a line of which the beginning is painted, wrapped where it must be, behind a mark of indent columns.
func (c *console) headed(mark string, indent int, head, rest string, paint func(string) string) {
	for i, line := range wrap(head+rest, c.width-indent) {
		if after, whole := strings.CutPrefix(line, head); whole && i == 0 {
			line = paint(head) + after
		}
		c.line(mark + line)
		mark = strings.Repeat(" ", indent)
	}
}

func (c *console) header() {
	s := c.run.Subject
	var parts []string
	for _, part := range []string{strings.TrimSpace(s.Name + " " + s.Version), s.Source} {
		if part != "" {
			parts = append(parts, oneLine(part, longestName))
		}
	}
	subject := kindName(s) + ": " + strings.Join(parts, ", ")
	how := fmt.Sprintf("profile %s, plan %s, driver %s", oneLine(c.run.Profile, longestName),
		oneLine(c.run.Plan, longestName), oneLine(s.Driver, longestName))
	c.hang("", 0, subject)
	c.hang("", 0, how)
}

// rules writes a line for every rule, under its group, with the number of scenarios in which it was judged.
func (c *console) rules() {
	idWidth := 0
	for _, rule := range c.run.Rules {
		idWidth = min(max(idWidth, columns(oneLine(rule.ID, longestName))), usualID)
	}
	for i, group := range groups(c.run.Rules) {
		c.line("")
		heading := heading(c.run.Subject.Kind, group)
		if i == 0 {
			heading = pad(heading, c.width-len("scenarios")) + "scenarios"
		}
		c.line(c.bold(heading))
		for _, rule := range c.run.Rules {
			if rule.Group == group {
				c.rule(rule, idWidth)
			}
		}
	}
}

func (c *console) rule(rule run.Rule, idWidth int) {
	id := pad(fit(oneLine(rule.ID, longestName), widestID), idWidth)
	head := fmt.Sprintf("  %s %s  ", c.mark(rule), id)
	headWidth := columns(id) + 6
	if reason := whyUnjudged(rule); reason != "" {
		c.hang(head, headWidth, reason)
		return
	}
	count := scenarioCount(rule)
	room := c.width - headWidth - len(count)
	title := ""
	if room > narrowestTitle {
		title = fit(oneLine(rule.Title, longestName), room-2)
	}
	c.line(head + pad(title, room) + count)
}

// mark shows how a rule fared in one character.
func (c *console) mark(rule run.Rule) string {
	standing := standingOf(c.run, rule)
	switch standing {
	case fails, errored:
		return c.red(standing.mark())
	case warns, accepted, open:
		return c.yellow(standing.mark())
	case inapplicable:
		return c.dim(standing.mark())
	}
	return c.green(standing.mark())
}

// groups returns the groups of the rules in the order in which they first appear.
func groups(rules []run.Rule) []string {
	var names []string
	for _, rule := range rules {
		if !slices.Contains(names, rule.Group) {
			names = append(names, rule.Group)
		}
	}
	return names
}

// heading is what a group is called above its rules.
func heading(kind, group string) string {
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
	return oneLine(group, longestName)
}

func (c *console) notes() {
	if len(c.run.Notes) > 0 {
		c.line("")
	}
	for _, note := range c.run.Notes {
		c.hang(c.yellow("note: "), len("note: "), oneLine(note, longestText))
	}
}

func (c *console) conclusion() {
	said := inWords(c.run)
	c.line("")
	head, rest, _ := strings.Cut(said.Verdict, ":")
	paint := map[run.Verdict]func(string) string{run.Conformant: c.green, run.Inconclusive: c.yellow}[c.run.Verdict]
	if paint == nil {
		paint = c.red
	}
	if rest != "" {
		head += ":"
	}
	c.headed("", 0, head, rest, paint)
	for _, line := range said.Detail { // indented, so that no line of it passes for one of ours
		c.line("  " + line)
	}
	c.hang("", 0, said.Basis)
	for _, remark := range said.Remarks {
		c.hang("", 0, remark)
	}
	if len(said.Missing)+len(said.Next) > 0 {
		c.line("")
	}
	for _, missing := range said.Missing {
		c.hang("missing: ", len("missing: "), missing)
	}
	for _, next := range said.Next {
		c.hang("next: ", len("next: "), next)
	}
}
