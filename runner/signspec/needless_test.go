package main

import (
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/run"
)

// TestAFlagThatMeansNothingIsRefused shows that nobody waits for what a flag does where it does nothing.
func TestAFlagThatMeansNothingIsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ line, says string }{
		{"wallet --jobs 4", "this is no fleet"},
		{"wallet --capabilities {} wallet.js", "this is no target file"},
		{"replay --settle 3s records.jsonl", "replay makes none"},
		{"replay --resume records.jsonl", "unknown flag"},
		{"platform --portal qi platform.yaml", "goes with --demo"},
		{"platform --demo --strict", "--demo checks nothing"},
		{"server --plan thrifty", "unknown flag"},
	} {
		e := signspec(t, t.TempDir(), strings.Fields(c.line)...)
		if e.status != run.ExitConfiguration || !strings.Contains(e.stderr, c.says) {
			t.Errorf("%s: status %d; it says %s", c.line, e.status, e.stderr)
		}
	}
}
