package main

import (
	"bytes"
	"fmt"
	"os"

	"github.com/signspec/signspec/reports/markdown"
	"github.com/signspec/signspec/reports/run"
)

// summaryVariable names the file whose Markdown GitHub shows on the page of a job. Several steps write into it.
const summaryVariable = "GITHUB_STEP_SUMMARY"

// summarise adds the summary of the run to the page of the job, where there is one. Nobody asked for it, so that a run
// does not fail for it.
func (c *check) summarise(r *run.Run) {
	file := c.env.getenv(summaryVariable)
	if file == "" {
		return
	}
	if err := appendSummary(file, r); err != nil {
		fmt.Fprintf(c.env.stderr, "signspec: %s: the summary could not be added: %s\n", summaryVariable, detail(err))
	}
}

func appendSummary(file string, r *run.Run) error {
	var text bytes.Buffer
	text.WriteString("\n") // what another step wrote may not end its line
	if err := markdown.Write(&text, run.ShowSecrets(r)); err != nil {
		return err
	}
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	if _, err := f.Write(text.Bytes()); err != nil { // in one piece
		f.Close()
		return err
	}
	return f.Close()
}
