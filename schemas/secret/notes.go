package secret

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// note is what stands for a whole secret in a text.
func note(characters int) string { return fmt.Sprintf("<masked string of %d>", characters) }

// partNote is what stands for anything else that gives a secret away. It is another note, so that nobody who judges
// what was masked takes a half, or a secret in another form, for the whole.
func partNote(characters int) string { return fmt.Sprintf("<masked part of %d>", characters) }

// notes finds what stands for secrets in a text that was masked.
var notes = regexp.MustCompile(`<masked (?:string|number|bigint|part) of \d+>`)

// HoldsNote says whether a text that was masked holds what stands for a secret, or for a part of one.
func HoldsNote(text string) bool { return notes.MatchString(text) }

// betweenNotes returns what stands in a text between the notes.
func betweenNotes(text string) []string {
	if !strings.Contains(text, "<masked ") {
		return []string{text}
	}
	return notes.Split(text, -1)
}

// onlyNotes says whether a text holds nothing that is not masked.
func onlyNotes(text string) bool { return strings.Join(betweenNotes(text), "") == "" && text != "" }

// replace puts the notes where the spans are.
func (m *Masker) replace(s string, spans []span) string {
	var b strings.Builder
	end := 0
	for _, found := range spans {
		b.WriteString(s[end:found.start])
		b.WriteString(m.noteOf(s[found.start:found.end]))
		end = found.end
	}
	b.WriteString(s[end:])
	return b.String()
}

// noteOf is what stands for a piece: a whole secret, perhaps in groups, or something else.
func (m *Masker) noteOf(piece string) string {
	if m.wholes[piece] {
		return note(utf8.RuneCountInString(piece))
	}
	if characters, whole := m.grouped[ungrouped(piece)]; whole {
		return note(characters)
	}
	return partNote(utf8.RuneCountInString(ungrouped(piece)))
}

// ungrouped returns a text without what a secret is written in groups with: "6f1d K2v9" and "6f1d-K2v9".
func ungrouped(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
