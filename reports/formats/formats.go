// Package formats lists the formats that a run is written into files in, and writes them.
package formats

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/signspec/signspec/reports/badge"
	"github.com/signspec/signspec/reports/events"
	"github.com/signspec/signspec/reports/gitlab"
	"github.com/signspec/signspec/reports/html"
	"github.com/signspec/signspec/reports/json"
	"github.com/signspec/signspec/reports/junit"
	"github.com/signspec/signspec/reports/markdown"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/reports/sarif"
	"github.com/signspec/signspec/reports/words"
	"github.com/signspec/signspec/schemas/config"
)

// Format is one way to write a run into a file.
type Format struct {
	// Name is what a person calls it, as in a --report flag.
	Name string
	// File is the name of its file in the directory of the reports.
	File string
	// About says in a line what it is and who reads it.
	About string
	// Default says that it is written where nobody chose.
	Default bool
	// Write writes the run. It changes nothing, and the same run gives the same bytes. The zero Masked is an error.
	Write func(w io.Writer, m run.Masked) error
}

// List returns every format that is written into a file, in the order in which they are written.
func List() []Format {
	return []Format{
		{"junit", "junit.xml", "JUnit XML, which CI systems show beside the tests", true, junit.Write},
		{"json", "report.json", "the whole run, for programs; the other formats are made from it", true, json.Write},
		{"html", "report.html", "one page that stands alone: timelines, matrix, every record", true, html.Write},
		{"markdown", "summary.md", "a summary for a merge request or a CI job's page", false, markdown.Write},
		{"sarif", "report.sarif", "SARIF 2.1.0: findings at their place in a mini program's files", false, sarif.Write},
		{"gitlab", "signspec-code-quality.json", "Code Quality, which GitLab shows in a merge request", false, gitlab.Write},
		{"badge", "badge.svg", "the verdict as a small picture", false, badge.WriteSVG},
		{"shields", "badge.json", "the verdict for a Shields endpoint badge", false, badge.WriteShields},
		{"ndjson", "events.ndjson", "the run as events, one JSON object a line", false, events.Write},
	}
}

// Default returns the formats that are written where nobody chose.
func Default() []Format {
	return slices.DeleteFunc(List(), func(f Format) bool { return !f.Default })
}

// All is the name that stands for every format in a list.
const All = "all"

// Choose returns the formats that a list names, such as "html,junit", in the order in which they are written.
// The error lists the names there are.
func Choose(list string) ([]Format, error) {
	chosen := map[string]bool{}
	names := Names()
	for _, name := range strings.Split(list, ",") {
		name = strings.TrimSpace(name)
		if name != All && !slices.Contains(names, name) {
			return nil, unknownFormat(name, names)
		}
		chosen[name] = true
	}
	return slices.DeleteFunc(List(), func(f Format) bool { return !chosen[f.Name] && !chosen[All] }), nil
}

func unknownFormat(name string, names []string) error {
	return fmt.Errorf("unknown report format %q; the formats are %s, and %s for every one%s", words.Name(name),
		strings.Join(names, ", "), All, config.DidYouMean(name, names))
}

// Names returns the names of the formats.
func Names() []string {
	var names []string
	for _, format := range List() {
		names = append(names, format.Name)
	}
	return names
}
