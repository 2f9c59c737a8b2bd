package secret

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	// memberText finds the text of a member of JSON whose name says that it is a secret.
	memberText = regexp.MustCompile(`(?i)("(?:auth_?code|access_?token|refresh_?token)"\s*:\s*")((?:[^"\\]|\\.)*)`)
	// tokenLike finds what may be a token, of shortestToken characters.
	tokenLike = regexp.MustCompile(`[A-Za-z0-9_-]{16,}`)
	// word is what stands between blanks, quotes and brackets.
	word = regexp.MustCompile("[^\\s\"'`(){}\\[\\],;<>]+")
)

// shortestToken is the length from which a word with a digit in it is taken for a token: a documented code has 32
// characters, and words are shorter.
const shortestToken = 16

// Suspected masks whatever in a text may be a secret by its looks, which is all there is to go by where nothing is
// known of a run: a line that should have been a message, the last words of a process.
func Suspected(text string) string { return suspects(text, nil) }

// Printed masks whatever may be a secret by its looks in text that a target printed. Names of files are left, and the
// path of an address.
func Printed(text string) string { return printed(text, nil) }

// Printed masks the secrets that are known, and what looks like one, in text that a target printed.
func (m *Masker) Printed(text string) string {
	if m == nil {
		return text
	}
	return printed(m.Text(text), m.isPublic)
}

// Module tells the name of the target's own file, which the stacks of its errors hold: it is no secret for looking like one.
func (m *Masker) Module(name string) { m.module = name }

// isPublic says whether a token is a piece of what anybody may know.
func (m *Masker) isPublic(token string) bool {
	return m.key != nil && (m.isOpen(token) || strings.Contains(m.module, token))
}

func printed(text string, public func(string) bool) string {
	if !maySuspect(text) {
		return text
	}
	return word.ReplaceAllStringFunc(text, func(w string) string {
		if !strings.ContainsAny(w, `./\`) {
			return suspects(w, public)
		}
		path, query, ok := strings.Cut(w, "?")
		if !ok {
			return w
		}
		return path + "?" + suspects(query, public)
	})
}

// maySuspect says, quickly, whether there is anything in a text that suspects would look at: most texts have nothing.
func maySuspect(text string) bool {
	if strings.IndexByte(text, '"') >= 0 && memberText.MatchString(text) {
		return true
	}
	run, digit := 0, false
	for i := range len(text) {
		c := text[i]
		if c >= utf8.RuneSelf || !signASCII[c] && c != '_' && c != '-' {
			run, digit = 0, false
			continue
		}
		run, digit = run+1, digit || '0' <= c && c <= '9'
		if digit && run >= shortestToken {
			return true
		}
	}
	return false
}

func suspects(text string, public func(string) bool) string {
	if !maySuspect(text) {
		return text
	}
	text = memberText.ReplaceAllStringFunc(text, func(member string) string {
		parts := memberText.FindStringSubmatch(member)
		if parts[2] == "" || onlyNotes(parts[2]) {
			return member
		}
		return parts[1] + note(utf8.RuneCountInString(parts[2]))
	})
	return tokenLike.ReplaceAllStringFunc(text, func(token string) string {
		if !strings.ContainsAny(token, "0123456789") || public != nil && public(token) {
			return token
		}
		return note(utf8.RuneCountInString(token))
	})
}
