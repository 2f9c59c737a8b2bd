package markdown_test

import (
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/internal/golden"
	"github.com/signspec/signspec/reports/internal/samples"
	"github.com/signspec/signspec/reports/markdown"
)

// No text makes anything of the Markdown but text and code.
func FuzzMarkdown(f *testing.F) {
	samples.Fuzz(f, func(t *testing.T, text string) {
		summary := golden.Render(t, markdown.Write, poisoned("x"+text))
		if strings.Contains(string(summary), "\n<script") {
			t.Error("a script begins a line")
		}
		if r, acts := samples.Acting(string(summary)); acts && r != '\ufffd' {
			t.Errorf("%U is in the summary", r)
		}
		for _, e := range asGitHub(t, summary) {
			switch e.Data {
			case "script", "a", "img", "h1", "ol", "hr", "em", "del", "input":
				t.Errorf("there is <%s>", e.Data)
			}
		}
	})
}
