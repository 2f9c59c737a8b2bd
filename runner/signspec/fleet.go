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

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	fleetreport "github.com/signspec/signspec/reports/fleet"
	"github.com/signspec/signspec/reports/formats"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/fleet"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
)

// isFleet says whether a YAML file lists targets. One that cannot be read is none, and its own reader says why.
func isFleet(file string) bool {
	data, err := os.ReadFile(file)
	if err != nil {
		return false
	}
	document, err := config.Parse(file, data)
	if err != nil {
		return false
	}
	fields, _ := document.Value.(map[string]any)
	return fields["targets"] != nil
}

// givenFlags are the flags that were given on the command line and are to be given to every target's check.
func givenFlags(cmd *cobra.Command) []string {
	var flags []string
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if f.Name != "out" && f.Name != "jobs" && f.Name != "report" && f.Name != "events" {
			flags = append(flags, "--"+f.Name+"="+f.Value.String())
		}
	})
	return append(flags, "--report="+fleetReports(cmd.Flags().Lookup("report").Value.String()))
}

// fleetReports is the list of reports that a target writes: those that were chosen, and those that the fleet reads and
// links to.
func fleetReports(chosen string) string {
	if chosen == formats.All {
		return chosen
	}
	names := strings.Split(chosen, ",")
	for _, needed := range []string{"json", "html"} {
		if !slices.Contains(names, needed) {
			names = append(names, needed)
		}
	}
	return strings.Join(names, ",")
}

// checkFleet checks every target of a fleet file in a process of its own, and reports all of them fleetreport. flags are
// those that every check gets.
func (c *check) checkFleet(ctx context.Context, file string, flags []string) int {
	c.begin()
	if err := c.settings.checkValues(); err != nil {
		return c.configurationError(err)
	}
	f, err := schemas.LoadFleet(file)
	if err != nil {
		return c.configurationError(err)
	}
	if err := c.settings.prepareOut(); err != nil {
		c.nowhere = true
		return c.configurationError(err)
	}
	self, err := os.Executable()
	if err != nil {
		return c.configurationError(fmt.Errorf("finding the command's own file: %w", err))
	}
	watch, err := c.watchFleet(f.Targets)
	if err != nil {
		return c.configurationError(err)
	}
	all := fleet.Check(ctx, f.Targets, fleet.Options{
		Command: []string{self, "wallet"}, Dir: filepath.Dir(file), Out: c.settings.out, Flags: flags,
		Jobs:  orElse(c.settings.jobs, f.Jobs),
		Begun: watch.begun, Event: watch.event, Done: watch.done,
	})
	untold := watch.end()
	return max(c.deliverFleet(all), untold)
}

// deliverFleet writes the fleet's own reports and shows it.
func (c *check) deliverFleet(all fleetreport.Fleet) int {
	var failed error
	for _, format := range []struct {
		file  string
		write func(io.Writer, fleetreport.Fleet) error
	}{{"junit.xml", fleetreport.WriteJUnit}, {"report.html", fleetreport.WriteHTML}, {"fleet.json", fleetreport.WriteJSON}} {
		path := filepath.Join(c.settings.out, format.file)
		err := formats.WriteFile(path, func(w io.Writer) error { return format.write(w, all) })
		failed = errors.Join(failed, err)
	}
	console := c.console()
	failed = errors.Join(failed, fleetreport.WriteText(console, all))
	fmt.Fprintf(console, "\nReports: %s, and one folder a target\n", filepath.Join(c.settings.out, "report.html"))
	if failed != nil {
		fmt.Fprintln(c.env.stderr, "signspec:", detail(failed))
		return run.ExitHarness
	}
	return all.ExitStatus()
}

func orElse(n, usual int) int {
	if n > 0 {
		return n
	}
	return usual
}
