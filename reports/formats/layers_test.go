package formats_test

import (
	"go/build"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"io"

	"github.com/signspec/signspec/reports/console"
	"github.com/signspec/signspec/reports/formats"
	"github.com/signspec/signspec/reports/internal/golden"
	"github.com/signspec/signspec/reports/run"
)

// writers are all the formats: those of files, and the console, by their files' endings.
func writers() map[string]golden.Write {
	all := map[string]golden.Write{"console.txt": func(w io.Writer, m run.Masked) error {
		return console.Write(w, m, console.Options{Verbose: true})
	}}
	for _, format := range formats.List() {
		all[format.File] = format.Write
	}
	return all
}

// A format knows of the run and of what all formats share, and of no other format.
func TestNoFormatImportsAnother(t *testing.T) {
	const reports = "github.com/signspec/signspec/reports/"
	shared := []string{"run", "words", "picture", "markup", "plainjson", "inert", "internal/plainpage"}
	for _, name := range append(shared, "badge", "console", "events", "html", "json", "junit", "markdown", "sarif") {
		format, err := build.ImportDir(filepath.Join("..", name), 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, imported := range format.Imports {
			if of, isReport := strings.CutPrefix(imported, reports); isReport && !slices.Contains(shared, of) {
				t.Errorf("%s imports %s", name, of)
			}
			if strings.Contains(imported, "signspec/suites") || strings.Contains(imported, "signspec/runner") {
				t.Errorf("%s imports %s", name, imported)
			}
		}
	}
}
