// Package plainpage is what pages have in common: the style of the plain ones, and the policy by which a page runs and shows
// nothing but what stands in it.
package plainpage

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
)

//go:embed plainpage.css
var style string

// Style is the style sheet, for a <style> element.
func Style() string { return style }

// Policy is the content security policy of a page that has this style sheet, and loads and runs nothing.
func Policy(style string) string { return "default-src 'none'; style-src " + ContentHash(style) }

// ContentHash names a text in a content security policy: only an element with exactly this text is let through.
func ContentHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
