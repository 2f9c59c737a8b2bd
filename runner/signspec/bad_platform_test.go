package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/fixtures/platforms"
	"github.com/signspec/signspec/reports/run"
)

// TestBadPlatforms says what is wrong with a platform, or with the file about it, and accuses the platform of nothing.
func TestBadPlatforms(t *testing.T) {
	for _, c := range []struct {
		name    string
		fault   string
		replace []string
		status  int
		says    []string
	}{
		{name: "a wrong path of the approval", replace: []string{"/sandbox/authorise", "/sandbox/approve"}, status: run.ExitConfiguration,
			says: []string{"finds no code in the answer to POST /sandbox/approve", "Is that the call by which a user approves"}},
		{name: "a code that is not there", replace: []string{"$.authCode", "$.code"}, status: run.ExitConfiguration,
			says: []string{"code: $.code finds no code", "it has $.authCode, $.authState"}},
		{name: "a state that stands elsewhere", replace: []string{"$.authState", "$.state"}, status: run.ExitConfiguration,
			says: []string{"state: $.state does not find the state", "it stands at $.authState"}},
		{name: "ends midway", fault: "ends-midway", status: run.ExitHarness, says: []string{"the platform ended (exit status 1)", "out of memory"}},
		{name: "listened too short for what comes again", replace: []string{"RESEND_GAP: 50ms", "RESEND_GAP: 30s", ", gap: 50ms", ""},
			status: run.ExitInconclusive, says: []string{"it came once", "2m as documented", "say a longer notify.wait"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := platformTarget(t, platforms.Fault{Name: c.fault})
			file := filepath.Join(dir, "platform.yaml")
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(strings.NewReplacer(c.replace...).Replace(string(text))), 0o666); err != nil {
				t.Fatal(err)
			}
			performed := signspec(t, dir, "platform", "platform.yaml")
			if performed.status != c.status {
				t.Errorf("exit status %d, want %d", performed.status, c.status)
			}
			said := unwrapped(performed.stdout) + performed.stderr
			for _, words := range c.says {
				if !strings.Contains(said, words) {
					t.Errorf("it does not say %q: %s", words, tail(said))
				}
			}
			if broken := withStatus(written(t, performed), run.Broken); len(broken) > 0 {
				t.Errorf("it accuses the platform: %q", broken)
			}
		})
	}
}
