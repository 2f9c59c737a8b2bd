package launch

import (
	"strings"
	"testing"
)

func TestTheLastWordsSayWhatStoppedAServer(t *testing.T) {
	var printed Lines
	for line := range strings.Lines("Error: Cannot find module 'express'\n" +
		strings.Repeat("    at Module.load (node:internal/modules/cjs/loader:1266:32)\n", 12) + "\n\tmain.go:12 +0x1d\nNode.js v20\n") {
		printed.add(strings.TrimSuffix(line, "\n"))
	}
	if got, want := printed.Last(), "it last printed:\n  Error: Cannot find module 'express'\n  \n  Node.js v20"; got != want {
		t.Errorf("%q; want %q", got, want)
	}
}
