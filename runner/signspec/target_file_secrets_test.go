package main

import (
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/drivers/webdriver/webdrivertest"
)

// The secrets of a device cloud and of a sandbox.
const (
	cloudUser, cloudKey = "acme-team", "p@ss/k3y"
	cloudToken          = "t0ken-of-the-cloud"
	sandboxKey          = "key-of-the-sandbox"
)

// cloud stands before a grid, behind https and a password, and gets what every request carries.
func cloud(t *testing.T, grid *webdrivertest.Server) (server *httptest.Server, authority string) {
	t.Helper()
	target, err := url.Parse(grid.Address())
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(target)
	server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, key, _ := r.BasicAuth()
		if user != cloudUser || key != cloudKey || r.Header.Get("X-Token") != "Token "+cloudToken {
			http.Error(w, fmt.Sprintf("who is %s with %s and %q?", user, key, r.Header.Get("X-Token")), http.StatusUnauthorized)
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}))
}

// inTheCloud is a target file for a phone of the cloud.
func inTheCloud(server *httptest.Server, hook string) string {
	return fmt.Sprintf(`
driver:
  webdriver:
    server: https://${SIGNSPEC_TEST_USER}:${SIGNSPEC_TEST_KEY}@%s
    ca: ca.pem
    headers: { X-Token: "Token ${SIGNSPEC_TEST_TOKEN}" }
    capabilities:
      alwaysMatch: { "appium:automationName": UiAutomator2 }
      firstMatch: [{ platformName: Android }]
    target: { context: WEBVIEW }
    actionsOn: { context: NATIVE_APP }
    network:
      off: { script: "mobile: setConnectivity", args: [{ wifi: false, data: false }] }
      on: { script: "mobile: setConnectivity", args: [{ wifi: true, data: true }] }
    busy: 10s
stage:
  hook: %s?key=${SIGNSPEC_TEST_SANDBOX}
  actions:
    approve: [{ click: Confirm }]
    cancel: [{ tap: "text=Cancel" }]
    network: [{ waitFor: Confirm }, { network: "off" }, { click: Confirm }]
timing: { settle: 5s, quiet: 5ms }
`, strings.TrimPrefix(server.URL, "https://"), hook)
}

func setSecrets(t *testing.T, key string) {
	t.Setenv("SIGNSPEC_TEST_USER", cloudUser)
	t.Setenv("SIGNSPEC_TEST_KEY", url.PathEscape(key))
	t.Setenv("SIGNSPEC_TEST_TOKEN", cloudToken)
	t.Setenv("SIGNSPEC_TEST_SANDBOX", sandboxKey)
}

// showsNone looks for the secrets in everything that was printed and written.
func showsNone(t *testing.T, e finished) {
	t.Helper()
	for where, text := range printed(t, e) {
		for _, secret := range []string{cloudUser, cloudKey, url.PathEscape(cloudKey), cloudToken, sandboxKey, "wr0ng-key"} {
			if i := strings.Index(text, secret); i >= 0 {
				t.Errorf("%s holds %q: …%s…", where, secret, text[max(0, i-80):min(len(text), i+80)])
			}
		}
	}
}

func TestAPhoneInACloud(t *testing.T) {
	setSecrets(t, cloudKey)
	grid := webdrivertest.New(t, webdrivertest.Options{})
	server, authority := cloud(t, grid)
	dir := write(t, "wallet.yaml", inTheCloud(server, hook(t, grid)))
	if err := os.WriteFile(filepath.Join(dir, "ca.pem"), []byte(authority), 0o600); err != nil {
		t.Fatal(err)
	}
	e := signspec(t, dir, "wallet", "-v", "--report", reports.AllFormats, "--events", "-",
		"--rules", "error-network,error-cancelled", "wallet.yaml")
	if r := written(t, e); r.Verdict != run.Conformant || !strings.Contains(r.Subject.Name, "WEBVIEW") {
		t.Errorf("the run is %s of %+v: %+v", r.Verdict, r.Subject, r.Error)
	}
	if refused := grid.Refused(); len(refused) > 0 {
		t.Errorf("the grid refused %q", refused)
	}
	showsNone(t, e)
}

// A cloud or a sandbox that answers with what it was sent gives nothing away.
func TestNoErrorOfACloudHoldsASecret(t *testing.T) {
	echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, "what is "+r.URL.String()+"?", http.StatusTeapot)
	}))
	defer echo.Close()
	gone := httptest.NewServer(nil)
	gone.Close()
	for name, c := range map[string]struct{ key, hook, says string }{
		"a wrong password":    {"wr0ng-key", echo.URL, "who is ${SIGNSPEC_TEST_USER} with ${SIGNSPEC_TEST_KEY}"},
		"a hook that fails":   {cloudKey, echo.URL + "/stage", "?key=${SIGNSPEC_TEST_SANDBOX} answered with status 418"},
		"a hook that is gone": {cloudKey, gone.URL + "/stage", "?key=${SIGNSPEC_TEST_SANDBOX} cannot be asked"},
	} {
		t.Run(name, func(t *testing.T) {
			setSecrets(t, c.key)
			grid := webdrivertest.New(t, webdrivertest.Options{})
			server, authority := cloud(t, grid)
			dir := write(t, "wallet.yaml", inTheCloud(server, c.hook))
			if err := os.WriteFile(filepath.Join(dir, "ca.pem"), []byte(authority), 0o600); err != nil {
				t.Fatal(err)
			}
			e := signspec(t, dir, "wallet", "-v", "--report", reports.AllFormats, "--rules", "error-cancelled", "wallet.yaml")
			checked := written(t, e)
			if e.status != run.ExitConfiguration || checked.Error == nil || !strings.Contains(checked.Error.Message, c.says) {
				t.Errorf("status %d, want 2 and %q: %+v", e.status, c.says, checked.Error)
			}
			showsNone(t, e)
		})
	}
}
