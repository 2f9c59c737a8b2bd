package check

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/signspec/signspec/reports/markdown"
	"github.com/signspec/signspec/reports/run"
)

// addSummary adds the summary of the run to the page of a CI job.
func addSummary(file string, m run.Masked) error {
	return AppendSummary(file, func(w io.Writer) error { return markdown.Write(w, m) })
}

// AppendSummary adds Markdown to the page of a CI job; an empty file is none. Several steps write into it, so it is added in
// one piece.
func AppendSummary(file string, write func(io.Writer) error) error {
	if file == "" {
		return nil
	}
	var text bytes.Buffer
	text.WriteString("\n") // what another step wrote may not end its line
	if err := write(&text); err != nil {
		return fmt.Errorf("the summary could not be added: %w", err)
	}
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return fmt.Errorf("the summary could not be added: %w", err)
	}
	if _, err := f.Write(text.Bytes()); err != nil {
		f.Close()
		return fmt.Errorf("the summary could not be added: %w", err)
	}
	return f.Close()
}
