package schemas

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func target(t *testing.T, text string) (*Target, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "wallet.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return LoadTarget(file)
}

func TestATargetFileIsRead(t *testing.T) {
	got, err := target(t, `
subject: { name: Acme Wallet, version: 5.2.0, artifact: app.apk }
profile: documented
driver:
  browser: { url: "http://127.0.0.1:8080/", devtools: 9222, target: { type: page, pattern: wallet } }
stage:
  hook: http://127.0.0.1:3000/stage
  actions:
    approve: [{ waitFor: "#confirm" }, { click: "#confirm" }]
    network: [{ network: "off" }, { click: "#confirm" }]
timing: { settle: 30s, quiet: 200ms }
`)
	if err != nil {
		t.Fatal(err)
	}
	b := got.Driver.Browser
	if b == nil || b.DevTools != "9222" || b.Target.Pattern != "wallet" || !strings.Contains(string(got.Stage.Actions), "#confirm") ||
		got.Timing.Quiet != Duration(200*time.Millisecond) || got.Subject.Version != "5.2.0" {
		t.Errorf("the file was read as %+v", got)
	}
}

func TestMistakesInATargetFileAreToldWithTheirPlace(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"no driver":          {"profile: documented\n", "driver is missing"},
		"two drivers":        {"driver:\n  script: a.js\n  exec: [node]\n", "wallet.yaml:"},
		"misspelt driver":    {"driver:\n  brower: {}\n", `2:3: `},
		"misspelt option":    {"driver:\n  browser: { ur: x }\n", "url"},
		"unknown outcome":    {"driver: { script: a.js }\nstage:\n  actions: { aprove: [] }\n", "approve"},
		"unknown action":     {"driver: { script: a.js }\nstage:\n  actions: { approve: [{ clik: a }] }\n", "click"},
		"not a duration":     {"driver: { script: a.js }\ntiming: { settle: 30 }\n", "2:"},
		"webdriver, nowhere": {"driver: { webdriver: {} }\n", "server is missing"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := target(t, c.text)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("the error is %v, want %q in it", err, c.want)
			}
		})
	}
}
