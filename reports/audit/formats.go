package audit

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/signspec/signspec/reports/formats"
	"github.com/signspec/signspec/reports/html"
	"github.com/signspec/signspec/reports/junit"
	"github.com/signspec/signspec/reports/markdown"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/config"
)

// File is the file that an audit is always written into.
const File = "audit.json"

// Format is one way to write an audit into a file.
type Format struct {
	Name, File string
	Write      func(io.Writer, Audit) error
}

// Formats lists the formats: audit.json, and those of a run that fit. The others are about places in source files, or are
// what a certificate is made of.
func Formats() []Format {
	ofRun := func(write func(io.Writer, run.Masked) error) func(io.Writer, Audit) error {
		return func(w io.Writer, a Audit) error { return write(w, a.Run()) }
	}
	return []Format{
		{"json", File, WriteJSON},
		{"junit", "junit.xml", ofRun(junit.Write)},
		{"html", "report.html", ofRun(html.Write)},
		{"markdown", "summary.md", ofRun(markdown.Write)},
	}
}

// FormatNames lists the names of the formats.
func FormatNames() []string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return names
}

// ChooseFormats returns the formats of a list such as "junit,html", and json, which is always written. The error lists the
// names there are.
func ChooseFormats(list string) ([]Format, error) {
	names := strings.Split(list, ",")
	for _, name := range names {
		if name != formats.All && !slices.Contains(FormatNames(), name) {
			return nil, fmt.Errorf("there is no report format %q for an audit; the formats are %s and %s%s", name,
				strings.Join(FormatNames(), ", "), formats.All, config.DidYouMean(name, FormatNames()))
		}
	}
	return slices.DeleteFunc(Formats(), func(f Format) bool {
		return f.Name != "json" && !slices.Contains(names, f.Name) && !slices.Contains(names, formats.All)
	}), nil
}

// WriteFiles writes an audit into a folder, which it makes. Files of an earlier audit that are not written again go, so that
// none is taken for one of this. A format that cannot be written does not keep the others from it. It returns the paths.
func WriteFiles(dir string, a Audit, chosen []Format) (written []string, err error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("making the folder for the reports: %w", err)
	}
	if _, err := os.Stat(filepath.Join(dir, File)); err == nil {
		for _, f := range Formats() {
			os.Remove(filepath.Join(dir, f.File)) // what cannot be removed cannot be written either
		}
	}
	for _, f := range chosen {
		path := filepath.Join(dir, f.File)
		if failed := formats.WriteFile(path, func(w io.Writer) error { return f.Write(w, a) }); failed != nil {
			err = errors.Join(err, fmt.Errorf("writing the %s report: %w", f.Name, failed))
			continue
		}
		written = append(written, path)
	}
	return written, err
}
