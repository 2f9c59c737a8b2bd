package junit

import (
	"io"
	"strings"

	"github.com/signspec/signspec/reports/words"
)

// Case is a test case that stands for something else than a rule in a scenario of one run. At most one of Failure, Error and
// Skipped says why it did not pass; the first line of such a text is its message.
type Case struct {
	Name string
	// File and Line are the place in somebody's source that it is about, where it is about one.
	File string
	Line int

	Failure, Error, Skipped string
	// Output is what else there is to tell.
	Output string
}

// WriteCases writes cases as one suite. class is its name and that of the class of each case: letters, digits and dots.
func WriteCases(w io.Writer, class string, cases []Case) error {
	s := suite{Name: text(class)}
	for _, c := range cases {
		s.Cases = append(s.Cases, testCase{
			Class: text(class), Name: text(words.Name(c.Name)), File: text(words.Name(c.File)), Line: c.Line,
			Failure: why("nonconformance", c.Failure), Error: why("harness", c.Error), Skipped: why("", c.Skipped), Output: body(c.Output),
		})
	}
	s.Cases = unique(s.Cases)
	s.counts = count(s.Cases)
	return encode(w, document{Name: "signspec", counts: s.counts, Suites: []suite{s}})
}

// why is the element that says why a case did not pass; nil where it did.
func why(kind, story string) *outcome {
	if story == "" {
		return nil
	}
	message, _, _ := strings.Cut(story, "\n")
	return &outcome{text(words.OneLine(message, longestMessage)), text(kind), body(story)}
}

// body is a text of several lines, each safe to show.
func body(story string) text {
	if story == "" {
		return ""
	}
	return text(strings.Join(words.Lines(story, longestBody), "\n"))
}
