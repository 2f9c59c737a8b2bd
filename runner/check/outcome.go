package check

import "github.com/signspec/signspec/reports/run"

// Outcome is what came of a check.
type Outcome struct {
	// Run is the run as it was delivered.
	Run run.Masked
	// Reports are the files that were written.
	Reports []string
	// Err says what could not be delivered: a report that could not be written, a console that is gone.
	Err error
}

// ExitStatus is the exit status of a command whose check this was.
func (o Outcome) ExitStatus() int {
	if o.Err != nil && o.Run.Run().ExitStatus == run.ExitConformant {
		return run.ExitHarness
	}
	return o.Run.Run().ExitStatus
}
