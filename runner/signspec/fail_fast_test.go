package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/run"
)

// TestFailFastStopsAtTheFirstBreak shows that it performs less, says what it left out, and finds only what the whole run does.
func TestFailFastStopsAtTheFirstBreak(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"faulty/complete-last.js", "faulty/error-failed.js", "faulty/settles.arrow.js"} {
		module := walletIn(t, name)
		whole := written(t, signspec(t, t.TempDir(), "wallet", module))
		e := signspec(t, t.TempDir(), "wallet", "--fail-fast", module)
		r := written(t, e)
		if e.status != run.ExitNonconformant || r.Stopped == nil || r.Stopped.Beyond+len(r.Stopped.NotPerformed) == 0 {
			t.Fatalf("%s: status %d, stopped %+v", name, e.status, r.Stopped)
		}
		if less := len(r.Records) < len(whole.Records); less != (len(r.Stopped.NotPerformed) > 0) || !strings.Contains(unwrapped(e.stdout), "were not performed.") {
			t.Errorf("%s: %d records of %d; it says %s", name, len(r.Records), len(whole.Records), tail(e.stdout))
		}
		for _, id := range withStatus(r, run.Broken) {
			if !slices.Contains(withStatus(whole, run.Broken), id) {
				t.Errorf("%s: %s is broken, and is not in the whole run", name, id)
			}
		}
	}
	conformant := signspec(t, t.TempDir(), "wallet", "--fail-fast")
	if r := written(t, conformant); conformant.status != run.ExitConformant || r.Stopped != nil {
		t.Errorf("a wallet without a break: status %d, stopped %+v", conformant.status, r.Stopped)
	}
}
