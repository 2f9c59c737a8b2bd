// Package inert takes from text what CI systems act upon when they find it in a log: workflow commands. Whoever is
// checked chooses much of what is printed, and must not be able to set a variable or raise an error in the job that
// checks it.
package inert

import (
	"strings"
	"unicode"
)

// Where a command may stand: GitHub's and Azure's older ones anywhere in a line, as TeamCity's, and GitHub's newer ones
// at its beginning, behind blanks.
const (
	beginning = "::"
	hashes    = "##"
)

// openings follow the hashes of a command: ##[error], ##vso[task], ##teamcity[message].
func openings() []string { return []string{"[", "vso[", "teamcity["} }

// Text breaks every workflow command of the text up, by a blank inside what begins it; nothing else changes. In a line
// that is JSON the mark is escaped instead, which means the same to who reads it.
func Text(text string) string {
	if !strings.Contains(text, beginning) && !strings.Contains(text, hashes) {
		return text
	}
	var b strings.Builder
	for len(text) > 0 {
		end := strings.IndexAny(text, "\r\n") + 1
		if end == 0 {
			end = len(text)
		}
		b.WriteString(line(text[:end]))
		text = text[end:]
	}
	return b.String()
}

func line(text string) string {
	broken, indent := "# #", len(text)-len(strings.TrimLeftFunc(text, blank))
	switch rest := text[indent:]; {
	case strings.HasPrefix(rest, "{"):
		broken = `#\u0023`
	case strings.HasPrefix(rest, beginning):
		text = text[:indent] + ": :" + rest[len(beginning):]
	}
	if !strings.Contains(text, hashes) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if begins(text[i:]) {
			b.WriteString(broken)
			i++
			continue
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// blank says whether a runner drops the character from the beginning of a line.
func blank(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' }

// begins says whether a command of hashes begins here; their letters may be of either case.
func begins(text string) bool {
	if !strings.HasPrefix(text, hashes) {
		return false
	}
	rest := text[len(hashes):]
	for _, opening := range openings() {
		if len(rest) >= len(opening) && strings.EqualFold(rest[:len(opening)], opening) {
			return true
		}
	}
	return false
}
