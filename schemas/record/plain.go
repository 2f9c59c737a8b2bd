package record

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf16"
)

// Plain escapes the characters of a JSON document that a terminal, an editor or a log would act upon: control characters,
// C1 among them, and those that turn the direction of text. They mean the same to a program, and outside of its strings a
// document has none.
func Plain(document []byte) []byte {
	acts := func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }
	if bytes.IndexFunc(document, acts) < 0 {
		return document
	}
	var b bytes.Buffer
	for _, r := range string(document) {
		if !acts(r) {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.Bytes()
}
