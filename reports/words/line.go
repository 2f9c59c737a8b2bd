// Package words lays out text for the formats, and says in sentences what a run says in numbers. Whatever comes from a
// target goes through OneLine or Lines first: after them, no character of it acts upon a terminal or a reader.
package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/signspec/signspec/schemas/record"
)

// How much of a text is shown, in code points. Expected and observed may quote what a target said, at any length;
// report.json has it all.
const (
	LongestText  = 2000 // one text of a finding
	LongestName  = 200  // a name: a rule, a scenario, a subject
	LongestShown = 600  // a text where space is dear: a screen has few lines
)

// OneLine returns text that came from a target as one line that is safe to show, of at most limit code points.
func OneLine(text string, limit int) string { return record.Visible(Shorten(text, limit)) }

// Name returns a name that came from a target as one line that is safe to show.
func Name(text string) string { return OneLine(text, LongestName) }

// mostLines is how many lines of a text are shown: a stack trace of usual depth, or a line of source and its caret.
const mostLines = 20

// Lines returns text of several lines as lines that are safe to show, of at most limit code points together. Only an
// author's own line breaks make lines: those in what a target said are escaped where it is quoted.
func Lines(text string, limit int) []string {
	lines := strings.Split(strings.TrimRight(Shorten(text, limit), "\r\n"), "\n")
	if len(lines) > mostLines {
		lines = append(lines[:mostLines:mostLines], "…")
	}
	for i, line := range lines {
		lines[i] = record.Visible(strings.ReplaceAll(strings.TrimRight(line, "\r"), "\t", "    "))
	}
	return lines
}

// Shorten returns at most limit code points of the text, the last an ellipsis where it was longer.
func Shorten(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	characters, keep := 0, 0
	for at := range text {
		if characters == limit-1 {
			keep = at
		}
		if characters == limit {
			return text[:keep] + "…"
		}
		characters++
	}
	return text
}

// Capital returns the text with a capital for its first letter.
func Capital(text string) string {
	first, width := utf8.DecodeRuneInString(text)
	if width == 0 {
		return text
	}
	return string(unicode.ToUpper(first)) + text[width:]
}
