// Package console shows a run to a person at a terminal, while it is under way and when it is over.
package console

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/reports/words"
)

// Options says how a run is shown to a person at a terminal.
type Options struct {
	// Width is the number of columns; 0 means 80. Fewer than 48 are taken as 48, more than 120 as 120, since longer
	// lines are hard to read. Commands are never broken, so that they can be copied.
	Width int
	// Colour allows ANSI colours. The caller decides: a terminal, no --no-color, no NO_COLOR in the environment.
	Colour bool
	// ColourAnywhere asks for them where there is no terminal, too.
	ColourAnywhere bool
	// Verbose shows every finding in full, and the rules of a run that was stopped before any was judged.
	Verbose bool
}

// The widths that text is laid out for.
const (
	usualWidth     = 80
	narrowestWidth = 48 // the longest id, its mark, and what little text narrowestTitle is
	widestWidth    = 120
	usualID        = 26 // columns: room for nearly every id; the row of a longer one is moved to the right
	widestID       = 36 // columns: no id of the catalogue is longer
	narrowestTitle = 10 // columns; less says nothing, so the title is left out
)

// Write writes the run for a person at a terminal: a line a rule, then each broken rule with what a person needs
// to mend it, then the verdict and what it rests on; of a run that was stopped before a rule was judged, only why. No text from a
// target can act upon the terminal.
func Write(w io.Writer, m run.Masked, o Options) error {
	r, err := m.Checked()
	if err != nil {
		return err
	}
	c := &console{run: r, width: min(max(cmp.Or(o.Width, usualWidth), narrowestWidth), widestWidth),
		colours: o.Colour, verbose: o.Verbose, shown: r.Evidence()}
	c.header()
	if !c.stopped() {
		c.rules()
		c.broken()
	}
	c.notes()
	c.conclusion()
	_, err = io.WriteString(w, c.text.String())
	return err
}

// stopped says whether the run was over before it had anything to show but an error.
func (c *console) stopped() bool { return !c.verbose && words.NothingJudged(c.run) }

// shows says whether a rule has a line: one that an error kept from being judged has none, what is missing names it.
func (c *console) shows(r run.Rule) bool {
	return c.verbose || c.run.Error == nil || r.Status != run.NotTested
}

type console struct {
	run     *run.Run
	width   int
	colours bool
	verbose bool
	shown   run.Evidence
	text    strings.Builder
}

func (c *console) line(text string) { c.text.WriteString(strings.TrimRight(text, " ") + "\n") }

// hang writes texts behind a head, all further lines under the first; headWidth is what the head takes of the line.
func (c *console) hang(head string, headWidth int, texts ...string) {
	for _, text := range texts {
		for _, line := range words.Wrap(text, max(c.width-headWidth, narrowestTitle)) {
			c.line(head + line)
			head = strings.Repeat(" ", headWidth)
		}
	}
}

// headed writes a line of which the beginning is painted, wrapped where it must be, behind a mark of indent columns.
func (c *console) headed(mark string, indent int, head, rest string, paint func(string) string) {
	for i, line := range words.Wrap(head+rest, c.width-indent) {
		if after, whole := strings.CutPrefix(line, head); whole && i == 0 {
			line = paint(head) + after
		}
		c.line(mark + line)
		mark = strings.Repeat(" ", indent)
	}
}

// here is the working directory, which says nothing beside a name.
const here = "."

func (c *console) header() {
	s := c.run.Subject
	var parts []string
	for _, part := range []string{strings.TrimSpace(s.Name + " " + s.Version), s.Source} {
		if part != "" && (part != here || len(parts) == 0) {
			parts = append(parts, words.Name(part))
		}
	}
	subject := words.Kind(s) + ": " + strings.Join(parts, ", ")
	how := fmt.Sprintf("profile %s, plan %s, driver %s", words.Name(c.run.Profile),
		words.Name(c.run.Plan), words.Name(s.Driver))
	c.hang("", 0, subject)
	c.hang("", 0, how)
}

// rules writes a line for every rule, under its group, with the number of scenarios in which it was judged.
func (c *console) rules() {
	idWidth := 0
	for _, rule := range c.run.Rules {
		idWidth = min(max(idWidth, words.Columns(words.Name(rule.ID))), usualID)
	}
	column := "scenarios" // which the first heading names
	for _, group := range c.run.Groups() {
		heading := words.Heading(c.run.Subject.Kind, group)
		for _, rule := range c.run.Rules {
			if rule.Group != group || !c.shows(rule) {
				continue
			}
			if heading != "" {
				c.line("")
				if column != "" {
					heading = words.Pad(heading, c.width-len(column)) + column
				}
				c.line(c.bold(heading))
				heading, column = "", ""
			}
			c.rule(rule, idWidth)
		}
	}
}

func (c *console) rule(rule run.Rule, idWidth int) {
	id := words.Pad(words.Fit(words.Name(rule.ID), widestID), idWidth)
	head := fmt.Sprintf("  %s %s  ", c.mark(rule), id)
	headWidth := words.Columns(id) + 6
	if reason := words.WhyUnjudged(rule); reason != "" {
		c.hang(head, headWidth, reason)
		return
	}
	count := words.ScenarioCount(rule)
	room := c.width - headWidth - len(count)
	title := ""
	if room > narrowestTitle {
		title = words.Fit(words.Name(rule.Title), room-2)
	}
	c.line(head + words.Pad(title, room) + count)
}

// mark shows how a rule fared in one character.
func (c *console) mark(rule run.Rule) string {
	standing := c.run.Standing(rule)
	switch standing {
	case run.StandsBroken, run.StandsErrored:
		return c.red(standing.Mark())
	case run.StandsWarning, run.StandsKnown, run.StandsUntested:
		return c.yellow(standing.Mark())
	case run.StandsInapplicable:
		return c.dim(standing.Mark())
	}
	return c.green(standing.Mark())
}

func (c *console) notes() {
	if len(c.run.Notes) > 0 {
		c.line("")
	}
	for _, note := range c.run.Notes {
		c.hang(c.yellow("note: "), len("note: "), words.OneLine(note, words.LongestText))
	}
}

func (c *console) conclusion() {
	conclusion := words.Conclude(c.run)
	c.line("")
	head, rest, _ := strings.Cut(conclusion.Verdict, ":")
	paint := map[run.Verdict]func(string) string{run.Conformant: c.green, run.Inconclusive: c.yellow}[c.run.Verdict]
	if paint == nil {
		paint = c.red
	}
	if rest != "" {
		head += ":"
	}
	c.headed("", 0, head, rest, paint)
	for _, line := range conclusion.Detail { // indented, so that no line of it passes for one of the report
		c.line("  " + line)
	}
	if conclusion.Basis != "" {
		c.hang("", 0, conclusion.Basis)
	}
	for _, remark := range conclusion.Remarks {
		c.hang("", 0, remark)
	}
	if len(conclusion.Missing)+len(conclusion.Next) > 0 {
		c.line("")
	}
	for _, missing := range conclusion.Missing {
		c.hang("missing: ", len("missing: "), missing)
	}
	for _, next := range conclusion.Next {
		c.hang("next: ", len("next: "), next)
	}
}
