package main

import (
	"cmp"
	"fmt"

	"github.com/spf13/pflag"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// declarePerforming adds the flags that say how much is performed.
func (s *settings) declarePerforming(f *pflag.FlagSet) {
	f.BoolVar(
		&s.lastFailed,
		"last-failed",
		false,
		"judge only the scenarios that broke in the report of the last run, which stands in --out",
	)
	f.BoolVar(&s.failFast, "fail-fast", false, "perform no more once a must rule is broken; the report says what was not performed")
	f.BoolVar(
		&s.dryRun,
		"dry-run",
		false,
		"perform nothing and write no report: say how many scenarios and authorisations it would be, "+
			"what a person would have to do, and for a wallet on a device how long it takes at most",
	)
}

// together finds flags that contradict each other.
func (s *settings) together() error {
	only := ""
	for _, flag := range []struct {
		name  string
		given bool
	}{{"--scenario", len(s.scenarios) > 0}, {"--last-failed", s.lastFailed}, {"--resume", s.resume}, {"--explore", s.explore != ""}} {
		switch {
		case flag.given && only == "--resume":
			return fmt.Errorf("%s performs more than is left of the run that --resume goes on with; give one of them", flag.name)
		case flag.given && only != "":
			return fmt.Errorf("%s says what alone is performed, and %s asks for something else; give one of them", only, flag.name)
		case flag.given:
			only = flag.name
		}
	}
	for _, flag := range []struct {
		name  string
		given bool
	}{{"--fail-fast", s.failFast}, {"--write-baseline", s.writeBaseline != ""}, {"--events", s.events != ""}} {
		if s.dryRun && flag.given {
			return fmt.Errorf("%s is of a check, and --dry-run performs none", flag.name)
		}
	}
	if s.resume && s.dryRun {
		return fmt.Errorf("--dry-run tells of whole checks; what --resume would perform is not known before the target has been reached")
	}
	return nil
}

// foretell says what would be performed and returns the exit status.
func (s *settings) foretell(env environment, o *check.Options, kind string, foresee func() (check.Forecast, error)) int {
	f, err := foresee()
	if err != nil {
		return s.refuse(kind, *o, err)
	}
	fmt.Fprintf(env.stdout, "A check of %s would perform (profile %s, plan %s):\n%sNothing was performed, and no report was written.\n",
		record.Visible(o.Subject.Source), o.Profile.Name, cmp.Or(s.plan, wallet.Full), f)
	return run.ExitConformant
}
