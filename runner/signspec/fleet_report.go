package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/signspec/signspec/reports/compare"
	fleetreport "github.com/signspec/signspec/reports/fleet"
	"github.com/signspec/signspec/reports/formats"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
)

// openFleet reads a fleet.json with the reports of its targets; false where the file is no such thing, or cannot be read,
// which whoever reads it as a single report says.
func openFleet(file string) (f fleetreport.Fleet, ok bool, err error) {
	data, err := os.ReadFile(file)
	if err != nil || !fleetreport.IsFleet(data) {
		return fleetreport.Fleet{}, false, nil
	}
	f, err = fleetreport.Read(data, func(report string) (run.Masked, error) {
		return openReport(filepath.Join(filepath.Dir(file), filepath.FromSlash(report)))
	})
	if err != nil {
		return f, true, fmt.Errorf("%s: %w", file, err)
	}
	return f, true, nil
}

// fleetFormats are the formats that a fleet is written in.
func fleetFormats() map[string]func(io.Writer, fleetreport.Fleet) error {
	return map[string]func(io.Writer, fleetreport.Fleet) error{
		"html": fleetreport.WriteHTML, "json": fleetreport.WriteJSON, "junit": fleetreport.WriteJUnit, "markdown": fleetreport.WriteMarkdown,
	}
}

// fleetWriter finds how a fleet is written in a format.
func fleetWriter(f fleetreport.Fleet, name string) (func(io.Writer) error, error) {
	write, ok := fleetFormats()[name]
	if !ok {
		names := []string{"html", "json", "junit", "markdown"}
		return nil, fmt.Errorf("--format %q: that of a fleet is one of %s%s", name, strings.Join(names, ", "), config.DidYouMean(name, names))
	}
	return func(w io.Writer) error { return write(w, f) }, nil
}

// compareFleets writes what has changed on each target, and returns the exit status. A target that is gone counts as a loss.
func compareFleets(w io.Writer, write func(io.Writer, compare.Comparison) error, before, after fleetreport.Fleet) (int, error) {
	status := run.ExitConformant
	index := func(f fleetreport.Fleet, name string) int {
		return slices.IndexFunc(f.Members, func(m fleetreport.Member) bool { return m.Name == name })
	}
	for _, was := range before.Members {
		i := index(after, was.Name)
		if i < 0 {
			fmt.Fprintf(w, "target %s: it is gone, which counts as a loss\n\n", record.Visible(was.Name))
			status = run.ExitNonconformant
			continue
		}
		comparison, err := compare.Runs(was.Run, after.Members[i].Run)
		if err != nil {
			return run.ExitHarness, err
		}
		fmt.Fprintf(w, "target %s\n", record.Visible(was.Name))
		if err := write(w, comparison); err != nil {
			return run.ExitHarness, fmt.Errorf("writing the comparison: %w", err)
		}
		fmt.Fprintln(w)
		if comparison.Regression {
			status = run.ExitNonconformant
		}
	}
	for _, is := range after.Members {
		if index(before, is.Name) < 0 {
			fmt.Fprintf(w, "target %s: it is new\n\n", record.Visible(is.Name))
		}
	}
	return status, nil
}

// compareAsFleets compares two files where both are of fleets; false where neither is. Of one fleet and one target, nothing
// can be said.
func compareAsFleets(
	w io.Writer, write func(io.Writer, compare.Comparison) error, format, before, after string,
) (status int, ok bool, err error) {
	old, oldIs, err := openFleet(before)
	if err != nil {
		return run.ExitConfiguration, true, err
	}
	fresh, freshIs, err := openFleet(after)
	switch {
	case err != nil:
		return run.ExitConfiguration, true, err
	case !oldIs && !freshIs:
		return 0, false, nil
	case oldIs != freshIs:
		return run.ExitConfiguration, true, errors.New("one is the report of a fleet and the other that of a target: compare two of a kind")
	case format == "json":
		return run.ExitConfiguration, true, errors.New("--format json is for two reports of one target; the targets of a fleet have one each")
	}
	status, err = compareFleets(w, write, old, fresh)
	return status, true, err
}

// certifyFleet writes a certificate beside the report of each target of a fleet.json. The error names every target that is
// not certified; the others are.
func (c certification) certifyFleet(ctx context.Context, env environment) error {
	f, _, err := openFleet(c.report)
	if err != nil {
		return err
	}
	var refused []error
	for _, m := range f.Members {
		if m.NoReport {
			refused = append(refused, fmt.Errorf("target %s: its check left no report", m.Name))
			continue
		}
		folder := filepath.Join(filepath.Dir(c.report), filepath.FromSlash(m.Folder))
		one := c
		one.report, one.out = filepath.Join(folder, "report.json"), filepath.Join(folder, "certificate.json")
		if _, err := one.certify(ctx, env.getenv); err != nil {
			refused = append(refused, fmt.Errorf("target %s: %w", m.Name, err))
			continue
		}
		fmt.Fprintf(env.stdout, "Certificate: %s\n", record.Visible(filepath.ToSlash(one.out)))
	}
	return errors.Join(refused...)
}

// writeFleet writes a fleet in a format to a file, or to the standard output, and returns the exit status.
func writeFleet(stdout io.Writer, f fleetreport.Fleet, name, out string, toStdout bool) (int, error) {
	write, err := fleetWriter(f, name)
	if err != nil {
		return run.ExitConfiguration, err
	}
	if toStdout {
		err = write(stdout)
	} else {
		err = formats.WriteFile(out, write)
	}
	if err != nil {
		return run.ExitHarness, fmt.Errorf("writing the %s report: %w", name, err)
	}
	return run.ExitConformant, nil
}
