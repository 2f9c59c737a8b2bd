package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/drivers/webdriver/webdrivertest"
	"github.com/signspec/signspec/schemas/record"
)

// hook stages on a fake grid over HTTP, as a merchant's sandbox would.
func hook(t *testing.T, grid *webdrivertest.Server) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var wish record.Stage
		if err := json.NewDecoder(r.Body).Decode(&wish); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		staged, _ := grid.Stage(r.Context(), wish)
		json.NewEncoder(w).Encode(map[string]string{"signStr": staged.SignStr})
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// phone is a target file for a phone of the grid.
func phone(t *testing.T, grid *webdrivertest.Server) string {
	t.Helper()
	return fmt.Sprintf(`
subject: { name: Acme Wallet, version: 5.2.0, artifact: app.apk }
driver:
  webdriver:
    server: %s
    capabilities: { platformName: Android, "appium:automationName": UiAutomator2 }
    actionsOn: { context: %s }
stage:
  hook: %s
  actions:
    approve: [{ click: Confirm }]
    cancel: [{ tap: "text=Cancel" }]
    network: [{ waitFor: Confirm }, { network: "off" }, { click: Confirm }]
    unknown: [{ click: Confirm }]
    fail: [{ click: Confirm }]
timing: { settle: 5s, quiet: 5ms }
`, grid.Address(), webdrivertest.Native, hook(t, grid))
}

func TestATargetFileReachesAPhone(t *testing.T) {
	t.Parallel()
	grid := webdrivertest.New(t, webdrivertest.Options{})
	dir := write(t, "wallet.yaml", phone(t, grid))
	if err := os.WriteFile(filepath.Join(dir, "app.apk"), []byte("what ships"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := written(t, signspec(t, dir, "wallet", "--rules", "error-cancelled", "wallet.yaml"))
	if r.Verdict != run.Conformant || r.Subject.Name != "Acme Wallet" || r.Subject.Driver != "webdriver" || len(r.Subject.SHA256) != 64 {
		t.Errorf("the run is %s of %+v", r.Verdict, r.Subject)
	}
	if refused := grid.Refused(); len(refused) > 0 {
		t.Errorf("the grid refused %q", refused)
	}
}

// Fifty phones on one grid, one of them with a wallet that is broken, and one target that is not there.
func TestAFleetOfFiftyPhones(t *testing.T) {
	if testing.Short() {
		t.Skip("fifty processes take a while")
	}
	t.Parallel()
	const phones = 50
	grid := webdrivertest.New(t, webdrivertest.Options{})
	dir := write(t, "wallet.yaml", strings.Replace(phone(t, grid), ", artifact: app.apk", "", 1))
	text := "targets:\n  - { name: gone, target: nowhere.yaml }\n"
	for i := range phones {
		text += fmt.Sprintf("  - { name: phone-%d, target: wallet.yaml, capabilities: { \"appium:deviceName\": \"Phone %d\" } }\n", i, i)
	}
	if err := os.WriteFile(filepath.Join(dir, "fleet.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	e := signspec(t, dir, "wallet", "--rules", "sign-str-required", "--jobs", "10", "fleet.yaml")
	if e.status != run.ExitConfiguration {
		t.Errorf("the status is %d, want that of the target that is not there: %s", e.status, e.stderr)
	}
	if n := strings.Count(e.stdout, "conformant"); n != phones {
		t.Errorf("%d of %d phones are conformant:\n%s", n, phones, e.stdout)
		for i := range phones {
			if r := readReport(t, filepath.Join(dir, defaultOut, fmt.Sprintf("phone-%d", i), "report.json")); r.Verdict != run.Conformant {
				t.Errorf("phone-%d is %s: %+v, %+v", i, r.Verdict, r.Error, r.Rules)
			}
		}
	}
	if grid.Created() != phones {
		t.Errorf("%d sessions were made for %d phones", grid.Created(), phones)
	}
	out := filepath.Join(dir, defaultOut)
	for _, file := range []string{"junit.xml", "report.html", "fleet.json", "phone-49/report.json", "gone/junit.xml"} {
		if _, err := os.Stat(filepath.Join(out, file)); err != nil {
			t.Error(err)
		}
	}
}

// TestTheFoldersTargetFileIsTaken shows what is checked where nothing is named: wallet.yaml, and never the reference wallet
// beside it, and platform.yaml.
func TestTheFoldersTargetFileIsTaken(t *testing.T) {
	t.Parallel()
	for _, subject := range []string{"wallet", "platform"} {
		performed := signspec(t, write(t, subject+".yaml", "driver: { nothing: here }\n"), subject)
		if performed.status != run.ExitConfiguration || !strings.Contains(performed.stderr+performed.stdout, subject+".yaml:1") {
			t.Errorf("%s: status %d: %s%s", subject, performed.status, performed.stdout, performed.stderr)
		}
	}
}
