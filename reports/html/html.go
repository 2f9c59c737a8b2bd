// Package html writes a run as one page that stands alone.
package html

import (
	"bytes"
	_ "embed"
	"io"

	"github.com/signspec/signspec/reports/internal/plainpage"
	"github.com/signspec/signspec/reports/run"
)

//go:generate go run github.com/valyala/quicktemplate/qtc@v1.8.0 -dir=. -skipLineComments

//go:embed page/page.css
var pageStyle string

//go:embed page/page.js
var pageScript string

// Write writes the run as one page that stands alone: nothing is loaded from anywhere, and the policy in it forbids
// everything but its own style and its own script. It says the same without the script. Whatever a target said is
// shown as text: characters that could act upon a reader are written as escapes such as \u202e.
func Write(w io.Writer, m run.Masked) error {
	r, err := m.Checked()
	if err != nil {
		return err
	}
	var buffer bytes.Buffer
	writeshowPage(&buffer, newPage(r))
	_, err = w.Write(buffer.Bytes())
	return err
}

// policy is the content security policy of the page.
func policy() string {
	return plainpage.Policy(pageStyle) + "; script-src " + plainpage.ContentHash(pageScript) +
		"; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types"
}

// Style is the style sheet of the page, for pages that are to look like it.
func Style() string { return pageStyle }
