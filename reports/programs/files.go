package programs

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/signspec/signspec/reports/formats"
	"github.com/signspec/signspec/reports/plainjson"
)

// WriteJSON writes the matrix for programs, as matrix.json.
func WriteJSON(w io.Writer, m Matrix) error {
	document, err := plainjson.Encode(m, "  ")
	if err == nil {
		_, err = w.Write(document)
	}
	return err
}

// WriteFiles writes report.html, junit.xml, matrix.json and matrix.csv into a folder, which it makes. A file that cannot be
// written does not keep the others from it. It returns the paths.
func WriteFiles(dir string, m Matrix, results []Result) (written []string, err error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("making the folder for the reports: %w", err)
	}
	for _, f := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"report.html", func(w io.Writer) error { return WriteHTML(w, m, results) }},
		{"junit.xml", func(w io.Writer) error { return WriteJUnit(w, results) }},
		{"matrix.json", func(w io.Writer) error { return WriteJSON(w, m) }},
		{"matrix.csv", func(w io.Writer) error { return WriteCSV(w, m, results) }},
	} {
		path := filepath.Join(dir, f.name)
		if failed := formats.WriteFile(path, f.write); failed != nil {
			err = errors.Join(err, fmt.Errorf("writing the report: %w", failed))
			continue
		}
		written = append(written, path)
	}
	return written, err
}
