// Package config reads the YAML files that people write, and says where in them a mistake is: file, line, column, the
// line itself, what is allowed there and which name was probably meant.
package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Error is one mistake of whoever configured a check: in a file, in a flag, in an adapter. It is never the target's. The
// command ends with status 2.
type Error struct {
	// File is the file that holds the mistake; empty where the message says all there is to say.
	File string
	// Line and Column count from 1, the column in characters; both are 0 where the mistake has no place, such as in a
	// file that cannot be read.
	Line, Column int
	// Message says what is wrong and what is allowed, in one line and without the place.
	Message string
	// Excerpt is the line of the file with a caret below the column; empty where there is none.
	Excerpt string
	// Stack is where it happened in the code of whoever wrote the adapter; empty where that is not known.
	Stack string
	// Err is the cause, where there is one; nil in most errors.
	Err error
}

// Errorf makes an error that has no place.
func Errorf(format string, args ...any) *Error { return &Error{Message: fmt.Sprintf(format, args...)} }

// Error returns the place and the message in one line, "file:line:column: message", and below it the stack.
func (e *Error) Error() string {
	text := e.Message
	file := strings.NewReplacer("\n", `\n`, "\r", `\r`).Replace(e.File) // a path may have any character, and is to stay a line
	switch {
	case e.Line > 0:
		text = fmt.Sprintf("%s:%d:%d: %s", file, e.Line, e.Column, text)
	case e.File != "":
		text = file + ": " + text
	}
	if e.Stack != "" {
		text += "\n" + e.Stack
	}
	return text
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Detail returns the error with the excerpt below it, for a person at a terminal.
func (e *Error) Detail() string {
	if e.Excerpt == "" {
		return e.Error()
	}
	return e.Error() + "\n" + e.Excerpt
}

// Detail returns every configuration error in err with its excerpt, and the message of any other error. An error that
// wraps one without an excerpt says more than that one; an error that says less on purpose has a method Detail.
func Detail(err error) string {
	for inner := err; inner != nil; inner = errors.Unwrap(inner) {
		switch e := inner.(type) {
		case *Error:
			if e.Excerpt != "" {
				return e.Detail()
			}
		case interface{ Detail() string }:
			return e.Detail()
		case interface{ Unwrap() []error }:
			var parts []string
			for _, one := range e.Unwrap() {
				parts = append(parts, Detail(one))
			}
			return strings.Join(parts, "\n")
		}
	}
	return err.Error()
}

// Longest line that an excerpt shows before it cuts.
const shownLine = 160

// excerpt shows a line of the source with its number, and a caret below the column.
func excerpt(source string, line, column int) string {
	lines := strings.Split(source, "\n")
	if line < 1 || line > len(lines) {
		return ""
	}
	text := strings.ReplaceAll(strings.TrimRight(lines[line-1], "\r"), "\t", " ")
	if utf8.RuneCountInString(text) > shownLine {
		text = string([]rune(text)[:shownLine]) + "…"
	}
	margin := fmt.Sprintf("%d | ", line)
	if column < 1 || column > shownLine {
		return margin + text
	}
	return margin + text + "\n" + strings.Repeat(" ", len(margin)-2) + "| " + strings.Repeat(" ", column-1) + "^"
}

// inOrder sorts errors by their place in the file and joins them; nil when there are none.
func inOrder(errs []*Error) error {
	slices.SortStableFunc(errs, func(a, b *Error) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	switch len(errs) {
	case 0:
		return nil
	case 1:
		return errs[0]
	}
	all := make([]error, len(errs))
	for i, e := range errs {
		all[i] = e
	}
	return errors.Join(all...)
}
