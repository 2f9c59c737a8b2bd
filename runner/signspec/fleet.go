package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/signspec/signspec/reports/annotations"
	fleetreport "github.com/signspec/signspec/reports/fleet"
	"github.com/signspec/signspec/reports/formats"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/runner/fleet"
	"github.com/signspec/signspec/runner/target"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
)

// declareJobs adds the flag of a fleet.
func (s *settings) declareJobs(f *pflag.FlagSet) {
	f.IntVar(&s.jobs, "jobs", 0,
		fmt.Sprintf("how many targets of a fleet are checked at once (default: what the file says, or %d)", fleet.DefaultJobs))
}

// givenFlags are the flags that were given on the command line and are to be given to every target's check.
func givenFlags(cmd *cobra.Command) []string {
	var flags []string
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if f.Name == "out" || f.Name == "jobs" || f.Name == "report" || f.Name == "events" {
			return
		}
		values := []string{f.Value.String()}
		if several, ok := f.Value.(pflag.SliceValue); ok {
			values = several.GetSlice()
		}
		for _, value := range values {
			flags = append(flags, "--"+f.Name+"="+value)
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
// those that every check gets; kind is what the targets are, which is the name of their command. It returns the exit status.
func (s *settings) checkFleet(ctx context.Context, env environment, kind, file string, flags []string) int {
	o := s.options(env)
	refuse := func(err error) int { return s.refuse(kind, o, err) }
	if err := s.validate(o, kind); err != nil {
		return refuse(err)
	}
	if s.dryRun || s.continues() {
		return refuse(fmt.Errorf("--dry-run, --last-failed and --resume are of one target, and %s lists many: name one of them", file))
	}
	f, err := target.ReadFleet(file)
	if err != nil {
		return refuse(err)
	}
	if err := config.FolderNotLinked(s.out); err != nil {
		return refuse(fmt.Errorf("--out %s: %w", s.out, err))
	}
	if err := os.MkdirAll(s.out, 0o777); err != nil {
		return refuse(fmt.Errorf("--out %s: the folder for the reports cannot be made: %w", s.out, err))
	}
	if err := fleet.Clear(f.Members, s.out); err != nil {
		return refuse(err)
	}
	self, err := os.Executable()
	if err != nil {
		return refuse(fmt.Errorf("finding the command's own file: %w", err))
	}
	watch, err := watchFleet(env, o, f.Members)
	if err != nil {
		return refuse(err)
	}
	all := fleet.Check(ctx, f.Members, fleet.Options{
		Kind: kind, Command: []string{self, kind}, Dir: filepath.Dir(file), Out: s.out, Flags: flags, Jobs: cmp.Or(s.jobs, f.Jobs),
		Begun: watch.begun, Event: watch.event, Done: watch.done,
	})
	untold := watch.end()
	return max(s.deliverFleet(env, all), untold)
}

// deliverFleet writes the fleet's own reports and shows it.
func (s *settings) deliverFleet(env environment, all fleetreport.Fleet) int {
	var failed error
	for _, format := range []struct {
		file  string
		write func(io.Writer, fleetreport.Fleet) error
	}{
		{"junit.xml", fleetreport.WriteJUnit}, {"report.html", fleetreport.WriteHTML},
		{"fleet.json", fleetreport.WriteJSON}, {"summary.md", fleetreport.WriteMarkdown},
	} {
		path := filepath.Join(s.out, format.file)
		err := formats.WriteFile(path, func(w io.Writer) error { return format.write(w, all) })
		failed = errors.Join(failed, err)
	}
	summary := func(w io.Writer) error { return fleetreport.WriteMarkdown(w, all) }
	if err := check.AppendSummary(env.getenv(summaryVariable), summary); err != nil {
		fmt.Fprintln(env.stderr, "signspec:", check.Detail(err)) // nobody asked for it, so the fleet does not fail for it
	}
	if env.annotations != nil {
		for _, m := range all.Members {
			failed = errors.Join(failed, annotations.Write(env.annotations, m.Run))
		}
	}
	console := env.stdout
	if s.events == check.ToStdout {
		console = env.stderr
	}
	failed = errors.Join(failed, fleetreport.WriteText(console, all))
	fmt.Fprintf(console, "\nReports: %s, and one folder a target\n", record.Visible(filepath.Join(s.out, "report.html")))
	if failed != nil {
		fmt.Fprintln(env.stderr, "signspec:", check.Detail(failed))
		return run.ExitHarness
	}
	return all.ExitStatus()
}
