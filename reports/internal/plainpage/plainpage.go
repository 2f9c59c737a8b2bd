// Package plainpage is what pages without a script have in common: their style, and the policy that allows nothing else.
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

// Policy is the content security policy of a page whose only style is Style, and which loads and runs nothing.
func Policy() string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
