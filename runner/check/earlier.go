package check

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/drivers/replay"
	"github.com/signspec/signspec/schemas/record"
)

// reportFile is the report that programs read, the next run among them.
const reportFile = "report.json"

// Earlier is the run whose reports stand in a folder.
type Earlier struct {
	run *run.Run
	// records are those of the run, and of what it explored.
	records []record.Record
}

// OpenEarlier reads the report that the last run left in a folder; of an unfinished one also where others came after it that
// performed nothing, and of one that was killed what it had saved.
func OpenEarlier(dir string) (*Earlier, error) {
	file := filepath.Join(dir, reportFile)
	last, err := readReport(file)
	if aside, asideErr := readReport(filepath.Join(dir, interruptedFile)); asideErr == nil && (err != nil || len(last.Records) < len(aside.Records)) {
		return &Earlier{run: aside, records: aside.Records}, nil
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("there is no %s, so nothing is known of a last run", filepath.ToSlash(file))
	case err != nil:
		return nil, err
	}
	e := &Earlier{run: last, records: last.Records}
	if all, err := replay.Open(filepath.Join(dir, allRecordsFile)); err == nil { // it is only there where something was explored
		e.records = all.Records()
	}
	return e, nil
}

// of says in what the earlier run is of another target or another edition than a check; empty where it is of the same.
func (e *Earlier) of(o Options) string {
	for _, c := range []struct{ what, was, is string }{
		{"a target of another kind", e.run.Subject.Kind, o.Subject.Kind}, {"another target", e.run.Subject.Source, o.Subject.Source},
		{"a target that was reached otherwise", e.run.Subject.Driver, o.Subject.Driver}, {"another profile", e.run.Profile, o.Profile.Name},
		{"another plan", e.run.Plan, o.Plan},
	} {
		if c.was != c.is {
			return fmt.Sprintf("the last run is of %s: it was %q, and is %q now", c.what, c.was, c.is)
		}
	}
	return ""
}

// Failed lists the scenarios in which the earlier run found a break that no baseline accepts. The error says why there is
// none, or that the run was of something else than the check.
func (e *Earlier) Failed(o Options) ([]string, error) {
	if problem := e.of(o.withDefaults(o.Subject.Kind)); problem != "" {
		return nil, errors.New(problem)
	}
	var findings []run.Finding
	for _, of := range e.run.Rules {
		for _, f := range of.Findings {
			if f.Known == nil {
				findings = append(findings, f)
			}
		}
	}
	switch scenarios := run.ScenariosOf(findings...); {
	case len(scenarios) > 0:
		return scenarios, nil
	case e.run.Error != nil:
		return nil, fmt.Errorf("the last run was not carried out (%s), and had found no break by then", e.run.Error.Kind)
	}
	return nil, fmt.Errorf("nothing had failed in the last run, which was %s", e.run.Verdict)
}
