// Package json writes a run as report.json, for programs and for replay, and reads it.
package json

import (
	"fmt"
	"io"

	"github.com/signspec/signspec/reports/plainjson"
	"github.com/signspec/signspec/reports/run"
)

// Write writes the run as report.json, to be read by programs and by replay; report.schema.json describes it. A list that
// is empty is written as one. Characters that a terminal or an editor would act upon are written as JSON escapes, so that
// the file can be looked at, and mean the same to a program.
func Write(w io.Writer, m run.Masked) error {
	r, err := m.Checked()
	if err != nil {
		return err
	}
	document, err := plainjson.Encode(r.Complete(), "  ")
	if err != nil {
		return fmt.Errorf("encoding the run: %w", err)
	}
	_, err = w.Write(document)
	return err
}
