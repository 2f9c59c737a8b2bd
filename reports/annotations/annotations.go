// Package annotations writes the findings of a run as workflow commands, of which GitHub makes annotations of the lines of a
// pull request.
package annotations

import (
	"fmt"
	"io"
	"strings"

	"github.com/signspec/signspec/reports/inert"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/reports/words"
)

// mostOfOne is how many findings of one rule are told: GitHub shows ten errors and ten warnings of a step.
const mostOfOne = 3

// longestMessage is in characters; the reports have the rest.
const longestMessage = 600

// Write writes a line a finding: an error where it makes the run nonconformant, otherwise a warning. One that has no place is
// of the file that was checked. An error of the run itself is one line. No text from a target begins a line, or ends one.
func Write(w io.Writer, m run.Masked) error {
	r, err := m.Checked()
	if err != nil {
		return err
	}
	var b strings.Builder
	if r.Error != nil {
		b.WriteString(command("error", "signspec", run.Finding{}, words.Conclude(r).Verdict))
	}
	for _, rule := range r.BrokenRules() {
		if rule.Accepted() {
			continue
		}
		level := "warning"
		if r.Fails(rule) {
			level = "error"
		}
		alike, _ := run.FirstAlike(rule.Findings, mostOfOne)
		for _, findings := range alike {
			f := findings[0]
			if f.File == "" {
				f.File, f.Line, f.Column = r.Subject.Source, 0, 0
			}
			message := fmt.Sprintf("%s. Expected: %s. Observed: %s (%s)", words.OneLine(rule.Title, words.LongestText),
				words.OneLine(f.Expected, words.LongestText), words.OneLine(f.Observed, words.LongestText), words.Name(f.Scenario))
			b.WriteString(command(level, "signspec "+words.Name(rule.ID), f, words.Shorten(message, longestMessage)))
		}
	}
	_, err = io.WriteString(w, b.String())
	return err
}

// command is one workflow command.
func command(level, title string, at run.Finding, message string) string {
	properties := []string{}
	add := func(name, value string) {
		properties = append(properties, name+"="+property.Replace(inert.Text(value)))
	}
	if at.File != "" {
		add("file", at.File)
	}
	if at.Line > 0 {
		add("line", fmt.Sprint(at.Line))
	}
	if at.Line > 0 && at.Column > 0 {
		add("col", fmt.Sprint(at.Column))
	}
	add("title", title)
	return "::" + level + " " + strings.Join(properties, ",") + "::" + data.Replace(inert.Text(message)) + "\n"
}

// What GitHub asks to be escaped in a message, and in a property besides.
var (
	data     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
