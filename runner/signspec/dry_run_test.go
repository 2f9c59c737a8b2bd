package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/fixtures/miniprograms"
	"github.com/signspec/signspec/reports/run"
)

// TestADryRunPerformsNothing shows that it says what would be performed, writes nothing, and still finds what is wrong.
func TestADryRunPerformsNothing(t *testing.T) {
	t.Parallel()
	programs, err := miniprograms.Programs()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args   []string
		status int
		says   []string
	}{
		{[]string{"wallet"}, run.ExitConformant, []string{"68 scenarios of the plan, 477 explored", "72 authorisations: 40 approve", "at most about 45s"}},
		{[]string{"wallet", "--rules", "settles", "--scenario", "cancel/all-callbacks"}, run.ExitConformant, []string{"1 scenario of the plan\n", "1 authorisation: 1 cancel"}},
		{[]string{"wallet", "--plan", "thrifty", "--", "no-such-command"}, run.ExitConformant, []string{"12 authorisations", "calls that may take 30.2s each"}},
		{[]string{"listen", "--plan", "thrifty", "--operator", "--stage-command", "no-such-command"}, run.ExitConformant,
			[]string{"A person would have to do:\n   1. 3 × Confirm", "   9. Confirm on the next page."}},
		{[]string{"merchant", "program"}, run.ExitConformant, []string{"92 scenarios of the plan, 448 explored"}},
		{[]string{"server", "../server.yaml"}, run.ExitConfiguration, []string{"server.yaml"}},
		{[]string{"wallet", "--rules", "setles"}, run.ExitConfiguration, []string{"did you mean settles"}},
		{[]string{"wallet", "no-such-module.js"}, run.ExitConfiguration, []string{"no-such-module.js"}},
		{[]string{"wallet", "fleet.yaml"}, run.ExitConfiguration, []string{"one target"}},
		{[]string{"platform", "--demo"}, run.ExitConfiguration, []string{"--demo"}},
		{[]string{"replay", "report.json"}, run.ExitConfiguration, []string{"unknown flag"}},
	} {
		dir := t.TempDir()
		if err := programs[0].Unpack(filepath.Join(dir, "program")); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "fleet.yaml"), []byte("targets:\n  - { name: a, target: a.js }\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		before := len(filesIn(t, dir))
		e := signspec(t, dir, append([]string{c.args[0], "--dry-run"}, c.args[1:]...)...)
		for _, text := range c.says {
			if !strings.Contains(e.stdout+e.stderr, text) {
				t.Errorf("%q does not say %q but %s%s", c.args, text, e.stdout, e.stderr)
			}
		}
		if e.status != c.status || len(filesIn(t, dir)) != before {
			t.Errorf("%q: status %d, want %d; there is %q", c.args, e.status, c.status, filesIn(t, dir))
		}
	}
}
