package main

import (
	"fmt"

	"github.com/spf13/pflag"

	"github.com/signspec/signspec/runner/check"
)

// declareResuming adds the flag that goes on with the last run.
func (s *settings) declareResuming(f *pflag.FlagSet) {
	f.BoolVar(
		&s.resume,
		"resume",
		false,
		"go on with the last run, which was interrupted, lost its target or stopped: what its records in --out show is not performed again",
	)
}

// continues says whether the command line goes on from what the last run left in the folder for the reports.
func (s *settings) continues() bool { return s.lastFailed || s.resume }

// refuse reports what makes no sense and returns the exit status. What the last run has left stays, where it was to be gone
// on with: it may have cost somebody an hour.
func (s *settings) refuse(kind string, o check.Options, err error) int {
	if s.continues() {
		o.Out, o.Events, o.Summary = "", "", ""
	}
	return check.Refuse(kind, o, err).ExitStatus()
}

// takeUp takes from the last run what is to be performed. The subject and the profile must be known.
func (s *settings) takeUp(o *check.Options) error {
	if !s.continues() {
		return nil
	}
	flag := "--last-failed"
	if s.resume {
		flag = "--resume"
	}
	earlier, err := check.OpenEarlier(s.out)
	if err != nil {
		return fmt.Errorf("%s: %w", flag, err)
	}
	if s.resume {
		if *o, err = earlier.Resume(*o); err != nil {
			return fmt.Errorf("%s: %w", flag, err)
		}
		return nil
	}
	if o.Scenarios, err = earlier.Failed(*o); err != nil {
		return fmt.Errorf("%s: %w", flag, err)
	}
	return nil
}
