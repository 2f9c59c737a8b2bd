package engine

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/evanw/esbuild/pkg/api"
)

// maxProblems bounds how many problems of a module are told: the first ones cause the rest.
const maxProblems = 10

// maxSource is the longest line of a source that is shown, in bytes: what a tool has written in one line helps nobody.
const maxSource = 500

// Problem is something wrong with a module, at its place in the source.
type Problem struct {
	// File is relative to the working directory; Line and Column count from 1, Column in characters. They are zero
	// where the problem has no place.
	File         string
	Line, Column int
	// Source is the line of the source, without its end.
	Source  string
	Message string
}

// Place returns "file:line:column", or what of it is known.
func (p Problem) Place() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// String returns the place and the message and, below, the line of the source with a caret under the column.
func (p Problem) String() string {
	text := p.Message
	if place := p.Place(); place != "" {
		text = place + ": " + text
	}
	if p.Source == "" {
		return text
	}
	return text + "\n    " + p.Source + "\n    " + caret(p.Source, p.Column)
}

// caret returns the blanks, tabs where the source has tabs, and the caret that go under the column.
func caret(source string, column int) string {
	var line strings.Builder
	for i, r := range []rune(source) {
		if i >= column-1 {
			break
		}
		if r != '\t' {
			r = ' '
		}
		line.WriteRune(r)
	}
	return line.String() + "^"
}

// SourceError says that a module cannot be bundled: it does not parse, or imports what is not there.
type SourceError struct {
	Problems []Problem
	// Refused says that the problems are what the gate did not let through: nothing mends that.
	Refused bool
}

func (e *SourceError) Error() string {
	texts := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		texts[i] = p.String()
	}
	return strings.Join(texts, "\n")
}

// problems translates the bundler's messages into this package's. The bundler names files relative to one directory;
// file names them as the user would.
func problems(messages []api.Message, file func(string) string) []Problem {
	var found []Problem
	for _, m := range messages[:min(len(messages), maxProblems)] {
		p := Problem{Message: message(m, file)}
		if at := m.Location; at != nil {
			p.File, p.Line, p.Source = file(at.File), at.Line, strings.TrimRight(at.LineText, "\r\n")
			p.Column = column(at)
			if len(p.Source) > maxSource {
				p.Source = ""
			}
		}
		found = append(found, p)
	}
	return found
}

// column counts in characters and from 1, where the bundler counts bytes from 0.
func column(at *api.Location) int {
	return utf8.RuneCountInString(at.LineText[:min(at.Column, len(at.LineText))]) + 1
}

// message says what is wrong in terms of this engine, where the bundler would speak of its own options.
func message(m api.Message, file func(string) string) string {
	text := m.Text
	switch {
	case strings.Contains(text, "Top-level await"):
		return "await outside of a function is not supported here; await in a function, such as an async stage"
	case builtIntoNode(m):
		name := strings.TrimPrefix(text, "Could not resolve ")
		return name + " is built into Node.js and is not there: this engine gives no access to files, processes or the network; " +
			"a wallet that needs them runs as a program of its own (driver: exec)"
	case strings.HasPrefix(text, "Could not resolve "):
		return "there is no module " + strings.TrimPrefix(text, "Could not resolve ")
	}
	for _, note := range m.Notes {
		if at := note.Location; at != nil {
			text += fmt.Sprintf(" (%s:%d:%d: %s)", file(at.File), at.Line, column(at), strings.TrimSuffix(note.Text, ":"))
		}
	}
	return text
}

func builtIntoNode(m api.Message) bool {
	for _, note := range m.Notes {
		if strings.Contains(note.Text, "built into node") {
			return true
		}
	}
	return strings.HasPrefix(m.Text, `Could not resolve "node:`)
}
