package fleet

import (
	"fmt"
	"path/filepath"

	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/runner/target"
)

// Clear removes what an earlier run has found of the fleet and of each of its targets, so that nobody takes it for what
// this one finds should this one be killed.
func Clear(targets []target.Member, out string) error {
	dirs := []string{out}
	for _, t := range targets {
		dirs = append(dirs, filepath.Join(out, t.Name))
	}
	for _, dir := range dirs {
		if err := check.ClearReports(dir, "fleet.json"); err != nil {
			return fmt.Errorf("--out %s: %w", out, err)
		}
	}
	return nil
}
