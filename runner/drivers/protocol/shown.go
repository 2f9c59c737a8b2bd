package protocol

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/signspec/signspec/schemas/secret"
)

// shownBytes is how much of an offending line an error shows: enough to recognise it, little enough for one line.
const shownBytes = 160

// Show makes of a line that should not have been there what an error may show: in quotes, its control characters
// escaped, whatever may be a secret replaced by its length, and cut.
func Show(line []byte) string {
	cut := line
	if len(cut) > 2*shownBytes { // what is masked below gets shorter, so cut twice
		cut = cut[:2*shownBytes]
	}
	text := strings.ToValidUTF8(string(cut), "\uFFFD")
	text = secret.Suspected(text)
	tail := ""
	if len(text) > shownBytes || len(cut) < len(line) {
		text = cutText(text, shownBytes)
		tail = fmt.Sprintf("… (%d bytes)", len(line))
	}
	return strconv.Quote(text) + tail
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
