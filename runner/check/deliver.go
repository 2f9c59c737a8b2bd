package check

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/signspec/signspec/reports/annotations"
	"github.com/signspec/signspec/reports/console"
	"github.com/signspec/signspec/reports/formats"

	"github.com/signspec/signspec/reports/baseline"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
)

// deliver concludes a run, writes its reports and shows it.
func (c *check) deliver(r *run.Run) Outcome {
	accepting := c.accept(r)
	if err := c.events.fault(); err != nil && r.Error == nil {
		r.Error = &run.RunError{Kind: run.Harness, Message: err.Error()}
	}
	outcome := c.write(r)
	outcome.Err = errors.Join(accepting, outcome.Err)
	if err := c.show(outcome); err != nil && outcome.Err == nil {
		outcome.Err = fmt.Errorf("writing to the standard output: %w", err)
	}
	if outcome.Err != nil {
		c.print(Detail(outcome.Err))
	}
	return outcome
}

// accept marks what the baseline knows, and writes a new baseline where one is asked for.
func (c *check) accept(r *run.Run) error {
	if c.baseline != nil {
		c.baseline.Apply(r)
	}
	if c.WriteBaseline == "" {
		return nil
	}
	if err := formats.WriteFile(c.WriteBaseline, func(w io.Writer) error { return baseline.Write(w, c.mask(r)) }); err != nil {
		return fmt.Errorf("--write-baseline: %w", err)
	}
	r.Notes = append(r.Notes, fmt.Sprintf("%s lists what is broken now; give each entry its reason and its link.", c.WriteBaseline))
	return nil
}

// write concludes a run, masks it, and writes every report of it.
func (c *check) write(r *run.Run) Outcome {
	r.Conclude()
	var outcome Outcome
	if c.earlier != nil {
		outcome.Err = c.folder.clear()
	}
	var writing error
	outcome.Reports, writing = c.folder.write(r, c.mask)
	outcome.Run = c.mask(r)
	outcome.Err = errors.Join(outcome.Err, writing, c.events.end(outcome.Run))
	if c.Annotations != nil {
		outcome.Err = errors.Join(outcome.Err, annotations.Write(c.Annotations, outcome.Run))
	}
	if err := addSummary(c.Summary, outcome.Run); err != nil { // nobody asked for it, so the run does not fail for it
		c.print(Detail(err))
	}
	return outcome
}

// mask masks the secrets of a run, unless a person asked to see them.
func (c *check) mask(r *run.Run) run.Masked {
	if c.ShowSecrets {
		return run.ShowSecrets(r)
	}
	return run.Mask(r)
}

// show shows the run to a person: never where its events go.
func (c *check) show(outcome Outcome) error {
	out := c.Stdout
	if c.Events == ToStdout {
		out = c.Stderr
	}
	if out == nil {
		return nil
	}
	if err := console.Write(out, outcome.Run, c.consoleOptions(out)); err != nil {
		return err
	}
	if len(outcome.Reports) > 0 {
		_, err := fmt.Fprintf(out, "\nReports: %s\n", record.Visible(strings.Join(outcome.Reports, ", ")))
		return err
	}
	return nil
}

// logWidth is the width of what is not a terminal: a file or a CI log, which scroll sideways.
const logWidth = 120

func (c *check) consoleOptions(out *os.File) console.Options {
	o := c.Console
	width, terminal := console.Terminal(out)
	if !terminal {
		width = logWidth
	}
	o.Width, o.Colour = width, o.Colour && (terminal || o.ColourAnywhere)
	return o
}

// print prints a message for a person.
func (c *check) print(message string) {
	if c.Stderr != nil {
		fmt.Fprintln(c.Stderr, "signspec:", message)
	}
}

// Detail is an error with the excerpt of the file it is about, where there is one, safe to show on a terminal.
func Detail(err error) string {
	lines := strings.Split(config.Detail(err), "\n")
	for i, line := range lines {
		lines[i] = record.Visible(line)
	}
	return strings.Join(lines, "\n")
}
