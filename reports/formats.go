package reports

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
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
	// Write writes the run. It changes nothing, and the same run gives the same bytes.
	Write func(w io.Writer, r *run.Run) error
}

// Formats returns every format that is written into a file, in the order in which they are written.
func Formats() []Format {
	return []Format{
		{"junit", "junit.xml", "JUnit XML, which CI systems show beside the tests", true, WriteJUnit},
		{"json", "report.json", "the whole run, for programs; the other formats are made from it", true, WriteJSON},
		{"html", "report.html", "one page that stands alone: timelines, matrix, every record", false, WriteHTML},
		{"markdown", "summary.md", "a summary for a merge request or a CI job's page", false, WriteMarkdown},
		{"sarif", "report.sarif", "SARIF 2.1.0: findings at their place in a mini program's files", false, WriteSARIF},
		{"badge", "badge.svg", "the verdict as a small picture", false, WriteBadge},
		{"shields", "badge.json", "the verdict for a Shields endpoint badge", false, WriteShields},
		{"ndjson", "events.ndjson", "the run as events, one JSON object a line", false, WriteEvents},
	}
}

// DefaultFormats returns the formats that are written where nobody chose.
func DefaultFormats() []Format {
	return slices.DeleteFunc(Formats(), func(f Format) bool { return !f.Default })
}

// AllFormats is the name that stands for every format in a list.
const AllFormats = "all"

// ChooseFormats returns the formats that a list names, such as "html,junit", in the order in which they are written.
// The error lists the names there are.
func ChooseFormats(list string) ([]Format, error) {
	chosen := map[string]bool{}
	names := FormatNames()
	for _, name := range strings.Split(list, ",") {
		name = strings.TrimSpace(name)
		if name != AllFormats && !slices.Contains(names, name) {
			return nil, unknownFormat(name, names)
		}
		chosen[name] = true
	}
	return slices.DeleteFunc(Formats(), func(f Format) bool { return !chosen[f.Name] && !chosen[AllFormats] }), nil
}

func unknownFormat(name string, names []string) error {
	suggestion := ""
	if near := schemas.Nearest(name, names); len(near) > 0 {
		suggestion = "; did you mean " + strings.Join(near, " or ") + "?"
	}
	return fmt.Errorf("unknown report format %q; the formats are %s, and %s for every one%s", oneLine(name, longestName),
		strings.Join(names, ", "), AllFormats, suggestion)
}

// FormatNames returns the names of the formats.
func FormatNames() []string {
	var names []string
	for _, format := range Formats() {
		names = append(names, format.Name)
	}
	return names
}
