package protocol

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// shownBytes is how much of an offending line an error shows: enough to recognise it, little enough for one line.
const shownBytes = 160

var (
	// secretMember finds the text of a member whose name says that it is a secret.
	secretMember = regexp.MustCompile(`(?i)("(?:auth_?code|access_?token|refresh_?token)"\s*:\s*")((?:[^"\\]|\\.)*)`)
	// tokenLike finds what may be a token. Sixteen characters: a documented code has 32, and words are shorter.
	tokenLike = regexp.MustCompile(`[A-Za-z0-9_-]{16,}`)
)

// Show makes of a line that should not have been there what an error may show: in quotes, its control characters
// escaped, whatever may be a secret replaced by its length, and cut.
func Show(line []byte) string {
	cut := line
	if len(cut) > 2*shownBytes { // what is masked below gets shorter, so cut twice
		cut = cut[:2*shownBytes]
	}
	text := strings.ToValidUTF8(string(cut), "\uFFFD")
	text = Mask(text)
	tail := ""
	if len(text) > shownBytes || len(cut) < len(line) {
		text = cutText(text, shownBytes)
		tail = fmt.Sprintf("… (%d bytes)", len(line))
	}
	return strconv.Quote(text) + tail
}

// Mask replaces whatever in the text may be a secret by its length.
func Mask(text string) string {
	text = secretMember.ReplaceAllStringFunc(text, func(member string) string {
		parts := secretMember.FindStringSubmatch(member)
		return parts[1] + masked(parts[2])
	})
	text = tokenLike.ReplaceAllStringFunc(text, func(token string) string {
		if !strings.ContainsAny(token, "0123456789") {
			return token
		}
		return masked(token)
	})
	return text
}

func masked(secret string) string {
	if secret == "" {
		return ""
	}
	return fmt.Sprintf("<masked string of %d>", utf8.RuneCountInString(secret))
}

// cutText cuts text to at most n bytes without cutting a character.
func cutText(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}
