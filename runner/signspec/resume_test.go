package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/fixtures"
	"github.com/signspec/signspec/reports/run"
)

// TestResumeGoesOnWithTheLastRun stops a run, and goes on with it: once, and only with what it was of.
func TestResumeGoesOnWithTheLastRun(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.CopyFS(dir, fixtures.WalletFS()); err != nil {
		t.Fatal(err)
	}
	const faulty = "faulty/error-failed.js"
	whole := written(t, signspec(t, t.TempDir(), "wallet", filepath.Join(dir, filepath.FromSlash(faulty))))
	stopped := written(t, signspec(t, dir, "wallet", "--fail-fast", faulty))
	refused := func(says string, args ...string) {
		t.Helper()
		before := read(t, dir, defaultOut, "report.json")
		e := signspec(t, dir, args...)
		if e.status != run.ExitConfiguration || !strings.Contains(e.stderr, says) || read(t, dir, defaultOut, "report.json") != before {
			t.Errorf("%q: status %d; it says %s", args, e.status, e.stderr)
		}
	}
	refused("another plan", "wallet", "--resume", "--plan", "thrifty", faulty)
	refused("another target", "wallet", "--resume", "faulty/error-network.js")
	refused("give one of them", "wallet", "--resume", "--last-failed", faulty)
	refused("unknown flag", "merchant", "--resume")
	resumed := signspec(t, dir, "wallet", "--resume", faulty)
	r := written(t, resumed)
	if r.ExitStatus != whole.ExitStatus || r.Stopped != nil || len(r.Records) != len(whole.Records) || r.Authorisations != whole.Authorisations {
		t.Errorf("status %d, stopped %+v, %d records of %d, %d authorisations", r.ExitStatus, r.Stopped, len(r.Records), len(whole.Records), r.Authorisations)
	}
	if len(r.Resumed) != 1 || r.Seed != stopped.Seed || !strings.Contains(unwrapped(resumed.stdout), "Resumed on ") {
		t.Errorf("resumed %+v; it says %s", r.Resumed, tail(resumed.stdout))
	}
	refused("was carried out, so nothing of it is left", "wallet", "--resume", faulty)
}
