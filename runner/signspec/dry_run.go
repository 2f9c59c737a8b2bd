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
	f.BoolVar(&s.failFast, "fail-fast", false, "perform no more once a must rule is broken; the report says what was not performed")
	f.BoolVar(&s.dryRun, "dry-run", false, "perform nothing and write no report: say how many scenarios and authorisations it would be, what a person would have to do, and how long it takes at most")
}

// foretell says what would be performed and returns the exit status.
func (s *settings) foretell(env environment, o *check.Options, kind string, foresee func() (check.Forecast, error)) int {
	f, err := foresee()
	if err != nil {
		return check.Refuse(kind, *o, err).ExitStatus()
	}
	fmt.Fprintf(env.stdout, "A check of %s would perform (profile %s, plan %s):\n%sNothing was performed, and no report was written.\n",
		record.Visible(o.Subject.Source), o.Profile.Name, cmp.Or(s.plan, wallet.Full), f)
	return run.ExitConformant
}
