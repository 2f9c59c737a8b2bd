//go:build unix

package main

import (
	"syscall"
	"testing"

	"github.com/signspec/signspec/reports/run"
)

// TestSignals shows that a run which a person or a CI system ends still writes every report, and that none is a pass.
func TestSignals(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			r := begin(t, t.TempDir(), faulty("hangs in run 20")...)
			r.await(t, "hanging")
			if err := r.cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			wasInterrupted.check(t, r.end(t))
		})
	}
}

var wasInterrupted = fault{status: run.ExitHarness, kind: run.Interrupted, says: "error (interrupted): the run was interrupted"}
