package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/signspec/signspec/reports"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

// recordsFile is the file that holds the records of a run, a line a call.
const recordsFile = "records.jsonl"

func writeRecords(w io.Writer, checked *run.Run) error {
	out := record.NewWriter(w) // masked already, or not to be
	for _, r := range checked.Records {
		if err := out.Write(r); err != nil {
			return err
		}
	}
	return nil
}

// clearOut removes what an earlier run wrote, so that nobody takes it for what this run found should this one be
// killed before it has written anything.
func (c *check) clearOut() error {
	for _, format := range c.formats() {
		if err := os.Remove(filepath.Join(c.settings.out, format.File)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("removing the report of an earlier run: %w", err)
		}
	}
	for _, file := range c.leftovers() {
		if err := os.Remove(file); err != nil {
			return fmt.Errorf("removing the report of an earlier run: %w", err)
		}
	}
	c.cleared = true
	return nil
}

// write writes every report and returns their paths. Where another run has written into the folder meanwhile, or
// where a report cannot be written, the run has failed, and the reports say so: those of two runs, or a part of those
// of one, would be taken for the whole.
func (c *check) write(r *run.Run) ([]string, error) {
	unlock := lockFolder(c.settings.out)
	defer unlock()
	if name := c.foreign(); name != "" {
		r.Error = &run.RunError{Kind: run.Configuration, Message: fmt.Sprintf(
			"--out %s: another run has written %s while this one ran; give each run a folder of its own", c.settings.out, name)}
		r.Conclude()
	}
	written, err := reports.WriteFiles(c.settings.out, r, c.formats())
	if err == nil {
		return written, nil
	}
	for _, format := range c.formats() {
		os.Remove(filepath.Join(c.settings.out, format.File)) // which makes room, too
	}
	if r.Error == nil {
		r.Error = &run.RunError{Kind: run.Harness, Message: "a report could not be written: " + err.Error()}
	}
	r.Conclude()
	short := *r
	short.Rules, short.Records = []run.Rule{}, nil
	written, _ = reports.WriteFiles(c.settings.out, &short, c.formats())
	return written, err
}

// foreign names a report in the folder that is not of this run.
func (c *check) foreign() string {
	if !c.cleared {
		return ""
	}
	for _, format := range c.formats() {
		if _, err := os.Lstat(filepath.Join(c.settings.out, format.File)); err == nil {
			return format.File
		}
	}
	return ""
}
