package programs

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
)

// Longest is after how long the command itself is given up: its sandbox ends most programs long before.
const Longest = 15 * time.Minute

// lastWords is how much of what the command printed is told where it wrote no report, in bytes.
const lastWords = 500

// performed is what the command wrote, masked: the run without its records, and all records, those of what it explored included.
type performed struct {
	run     *run.Run
	records []record.Record
}

// report is a report of which the records are left as they are: they are read from elsewhere.
type report struct {
	run.Run
	Records json.RawMessage `json:"records"`
}

// perform has the command judge the program in a folder, with more arguments. The error says what kept it from a report.
func (o Options) perform(ctx context.Context, folder string, more ...string) (performed, error) {
	out, err := os.MkdirTemp("", "signspec-beam-")
	if err != nil {
		return performed{}, err
	}
	defer os.RemoveAll(out)
	ctx, cancel := context.WithTimeoutCause(ctx, o.longest(), fmt.Errorf("judging it took longer than %s", o.longest()))
	defer cancel()
	arguments := append([]string{"merchant", "--no-color", "--out", out, "--report", "json"}, more...)
	cmd := exec.CommandContext(ctx, o.Command, append(arguments, folder)...)
	cmd.WaitDelay = time.Second
	var printed bytes.Buffer
	cmd.Stderr = &printed
	running := cmd.Run()
	if ctx.Err() != nil {
		return performed{}, context.Cause(ctx)
	}
	written, err := os.ReadFile(filepath.Join(out, "report.json"))
	if err != nil {
		text := strings.TrimSpace(printed.String())
		return performed{}, fmt.Errorf("the command wrote no report (%w): %s", errors.Join(running, err), text[max(0, len(text)-lastWords):])
	}
	var r report
	if err := json.Unmarshal(written, &r); err != nil {
		return performed{}, fmt.Errorf("reading the report of the command: %w", err)
	}
	shorten(&r.Run, folder)
	records, err := allRecords(filepath.Join(out, "records.jsonl.gz"))
	if errors.Is(err, fs.ErrNotExist) { // nothing was explored
		err = json.Unmarshal(r.Records, &records)
	}
	return performed{&r.Run, records}, err
}

func (o Options) longest() time.Duration {
	if o.Longest > 0 {
		return o.Longest
	}
	return Longest
}

// shorten names places as they are in the program: the folder that it was unpacked into has another name each time.
func shorten(r *run.Run, folder string) {
	for i := range r.Rules {
		for k := range r.Rules[i].Findings {
			f := &r.Rules[i].Findings[k]
			if f.File == "" {
				continue
			}
			if path, err := filepath.Abs(filepath.FromSlash(f.File)); err == nil {
				if within, err := filepath.Rel(folder, path); err == nil && filepath.IsLocal(within) {
					f.File = filepath.ToSlash(within)
				}
			}
		}
	}
}

func allRecords(file string) ([]record.Record, error) {
	packed, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer packed.Close()
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		return nil, err
	}
	var all []record.Record
	for r, err := range record.NewReader(unpacked).All() {
		if err != nil {
			return nil, fmt.Errorf("reading the records: %w", err)
		}
		all = append(all, r)
	}
	return all, nil
}

// told is what is told of an error: it may quote what a program printed.
func told(err error) string { return secret.NewMasker().Printed(err.Error()) }
