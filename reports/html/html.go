// Package html writes a run as one page that stands alone.
package html

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"sync"

	"github.com/signspec/signspec/reports/run"
)

// pageFiles are the templates, the style and the script of the page.
//
//go:embed page
var pageFiles embed.FS

// Write writes the run as one page that stands alone: nothing is loaded from anywhere, and the policy in it forbids
// everything but its own style and its own script. It says the same without the script. Whatever a target said is
// shown as text: characters that could act upon a reader are written as escapes such as \u202e.
func Write(w io.Writer, m run.Masked) error {
	r, err := m.Checked()
	if err != nil {
		return err
	}
	parts, err := loadPage()
	if err != nil {
		return err
	}
	p := newPage(r)
	p.Style, p.Script, p.Policy = parts.style, parts.script, parts.policy
	var buffer bytes.Buffer
	if err := parts.template.ExecuteTemplate(&buffer, "page.gohtml", p); err != nil {
		return fmt.Errorf("rendering the page: %w", err)
	}
	_, err = w.Write(buffer.Bytes())
	return err
}

type pageParts struct {
	template *template.Template
	style    template.CSS
	script   template.JS
	policy   string
}

// loadPage parses the templates, once. An error is a mistake in the embedded files.
var loadPage = sync.OnceValues(func() (pageParts, error) {
	var parts pageParts
	style, err := pageFiles.ReadFile("page/page.css")
	if err != nil {
		return parts, fmt.Errorf("reading the style of the page: %w", err)
	}
	script, err := pageFiles.ReadFile("page/page.js")
	if err != nil {
		return parts, fmt.Errorf("reading the script of the page: %w", err)
	}
	parts.template, err = template.ParseFS(pageFiles, "page/*.gohtml")
	if err != nil {
		return parts, fmt.Errorf("parsing the templates of the page: %w", err)
	}
	parts.style, parts.script = template.CSS(style), template.JS(script)
	parts.policy = "default-src 'none'; style-src " + contentHash(style) + "; script-src " + contentHash(script) +
		"; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types"
	return parts, nil
})

// contentHash names a text in a content security policy: only an element with exactly this text is let through.
func contentHash(text []byte) string {
	sum := sha256.Sum256(text)
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// Style is the style sheet of the page, for pages that are to look like it.
func Style() (string, error) {
	text, err := pageFiles.ReadFile("page/page.css")
	if err != nil {
		return "", fmt.Errorf("reading the style of the page: %w", err)
	}
	return string(text), nil
}
