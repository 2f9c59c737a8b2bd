package check

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	reportjson "github.com/signspec/signspec/reports/json"
	"github.com/signspec/signspec/reports/run"
)

// interruptedFile keeps the report of a run that can be gone on with: while it is under way, should it be killed, and while runs
// come after it that performed nothing, such as one whose command line was mistyped.
const interruptedFile = "interrupted.json"

// unfinished says whether a run performed something, and something is left of it that can be gone on with.
func unfinished(r *run.Run) bool {
	ended := r.Error != nil && r.Error.Kind != run.Configuration
	return len(r.Records) > 0 && (ended || r.Stopped != nil)
}

// keepUnfinished puts the report of an unfinished run aside, before it is replaced.
func (f folder) keepUnfinished() error {
	file := filepath.Join(f.dir, reportFile)
	if r, err := readReport(file); err != nil || !unfinished(r) {
		return nil // what cannot be read cannot be gone on with
	}
	return os.Rename(file, filepath.Join(f.dir, interruptedFile))
}

// forgetUnfinished removes what was put aside, once a run has gone as far itself.
func (f folder) forgetUnfinished(r *run.Run) error {
	if r.Error != nil && !unfinished(r) {
		return nil
	}
	if err := os.Remove(filepath.Join(f.dir, interruptedFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("removing the report of an earlier run: %w", err)
	}
	return nil
}

func readReport(file string) (*run.Run, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	masked, err := reportjson.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.ToSlash(file), err)
	}
	return masked.Run(), nil
}
