package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/signspec/signspec/reports/formats"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/wallet"
)

// defaultOut is the folder that reports are written into.
const defaultOut = "signspec-report"

// settings are the flags that every check has.
type settings struct {
	profile     string
	out         string
	report      string // a list of formats
	events      string // a file, or "-"; empty means none
	rules       string
	plan        string
	settle      time.Duration
	quiet       time.Duration
	strict      bool
	showSecrets bool
	noColor     bool
	verbose     bool
	// baseline and writeBaseline are files; empty means none.
	baseline, writeBaseline string
	// jobs is how many targets of a fleet are checked at once; 0 leaves it to the file. capabilities is a JSON object.
	jobs         int
	capabilities string
}

// declare adds the flags to a command.
func (s *settings) declare(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&s.profile, "profile", "documented", "edition of the contract: "+strings.Join(schemas.ProfileNames(), ", ")+", or a YAML file")
	s.declareReports(f)
	s.declareJudging(f)
	f.StringVar(&s.plan, "plan", wallet.Full, "full, or thrifty: at most 12 authorisations")
	f.DurationVar(&s.settle, "settle", 0, "how long to wait for a call to settle (default: 5m of virtual time, 30s of real time)")
	f.DurationVar(&s.quiet, "quiet", 0, "how long to watch a settled call for more callbacks (default: 5m of virtual time, 200ms of real time)")
}

// declareJudging adds the flags that say what is judged and how it is shown.
func (s *settings) declareJudging(f *pflag.FlagSet) {
	f.StringVar(&s.rules, "rules", "", "check only these rules: an expression over ids, levels and groups, such as 'must && !failure' or 'settles,complete-last'")
	f.BoolVar(&s.strict, "strict", false, "a broken should rule makes the run nonconformant")
	f.StringVar(&s.baseline, "baseline", "", "file of known breaks, which do not fail the run; one that held makes it inconclusive")
	f.StringVar(&s.writeBaseline, "write-baseline", "", "write a file that lists every break of this run, ready for reasons and links")
	f.BoolVar(&s.showSecrets, "show-secrets", false, "do not mask authCode and tokens in reports")
	f.BoolVar(&s.noColor, "no-color", false, "no colours")
	f.BoolVarP(&s.verbose, "verbose", "v", false, "show every finding in full")
}

// checkValues finds values that make no sense, before anything is performed.
func (s *settings) checkValues() error {
	if _, err := formats.Choose(s.report); err != nil {
		return fmt.Errorf("--report: %w", err)
	}
	if s.settle < 0 || s.quiet < 0 {
		return fmt.Errorf("--settle and --quiet take a duration that is not negative, such as 30s")
	}
	if s.plan != wallet.Full && s.plan != wallet.Thrifty {
		return fmt.Errorf("unknown plan %q; the plans are %s%s", s.plan, strings.Join(wallet.PlanNames(), " and "),
			didYouMean(s.plan, wallet.PlanNames()))
	}
	return nil
}

// prepareOut makes the folder for the reports and sees that it can be written to.
func (s *settings) prepareOut() error {
	if err := os.MkdirAll(s.out, 0o777); err != nil {
		return fmt.Errorf("--out %s: the folder for the reports cannot be made: %w", s.out, err)
	}
	probe, err := os.CreateTemp(s.out, ".signspec-*")
	if err != nil {
		return fmt.Errorf("--out %s: the folder for the reports cannot be written to: %w", s.out, err)
	}
	probe.Close()
	os.Remove(probe.Name())
	return nil
}

// didYouMean suggests the nearest names, or nothing.
func didYouMean(name string, known []string) string {
	near := schemas.Nearest(name, known)
	if len(near) == 0 {
		return ""
	}
	return "; did you mean " + strings.Join(near, " or ") + "?"
}

// usageError reports words on the command line that make no sense into the folder that the command line asks for,
// so that a report of an earlier run is not taken for this one's. It returns the exit status.
func (env environment) usageError(cause error) int {
	standard := ""
	for _, arg := range env.args {
		if arg == "--" {
			break
		}
		switch {
		case standard != "":
		case arg == "wallet" || arg == "listen" || arg == "merchant":
			standard = defaultOut
		case arg == "replay":
			standard = replayOut
		}
	}
	if standard == "" {
		fmt.Fprintln(env.stderr, "signspec:", detail(cause))
		return run.ExitConfiguration
	}
	s := settings{out: cmp.Or(valueOf(env.args, "--out"), standard), report: valueOf(env.args, "--report"), events: valueOf(env.args, "--events")}
	c := &check{env: env, settings: s, subject: run.Subject{Source: filepath.ToSlash(strings.Join(env.args, " "))}}
	return c.configurationError(cause)
}
