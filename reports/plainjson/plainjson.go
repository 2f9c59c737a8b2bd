// Package plainjson writes JSON that can be looked at: characters that a terminal or an editor would act upon stand in it
// as JSON escapes, which mean the same to a program.
package plainjson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode"
	"unicode/utf16"
)

// Encode returns v as JSON that ends in a line break, each level indented by indent; on one line where that is empty. It
// is for files of their own: what a page would act upon, such as "<", stays as it is.
func Encode(v any, indent string) ([]byte, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", indent)
	if err := encoder.Encode(v); err != nil {
		return nil, err
	}
	return escape(buffer.Bytes()), nil
}

// escape escapes the characters of a JSON document that do not print. Outside of its strings there is none.
func escape(document []byte) []byte {
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
