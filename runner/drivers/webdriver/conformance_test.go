package webdriver_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/signspec/signspec/fixtures/wallets/web"
	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/runner/drivers/webdriver"
	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
	"github.com/signspec/signspec/schemas/record"
)

// usual is how long to watch a call that has settled, in tests: the web wallet's second callbacks come after 1 ms.
const usual = 20 * time.Millisecond

// TestTheWebWalletIsConformant runs the whole suite through chromedriver and through Appium, and presses the buttons of the
// authorisation page as a person does: every rule is exercised and held.
func TestTheWebWalletIsConformant(t *testing.T) {
	wantConformant := func(t *testing.T, server string, capabilities w3c.Capabilities) {
		t.Helper()
		drivertest.WantConformant(t, start(t, webdriver.Options{
			Server: server, Capabilities: capabilities, URL: drivertest.WebWallet(t).URL + "/?stage=consult", Actions: pressing(),
			Quiet: usual,
		}))
	}
	t.Run("chromedriver", func(t *testing.T) { wantConformant(t, chromedriver(t), headless(t)) })
	t.Run("Appium", func(t *testing.T) {
		server, capabilities := appium(t)
		wantConformant(t, server, capabilities)
	})
}

// pressing is what a person does on the web wallet's authorisation page.
func pressing() map[record.Outcome][]ui.Action {
	confirm := []ui.Action{{Click: "#confirm"}}
	return map[record.Outcome][]ui.Action{
		record.Approve: confirm, record.Unknown: confirm, record.Fail: confirm,
		record.Cancel:  {{Click: "#cancel"}},
		record.Network: {{WaitFor: "#confirm"}, {Network: ui.Off}, {Click: "#confirm"}},
	}
}

// TestEachFaultTurnsItsRuleRed switches on one fault after another and demands that exactly its rules are
// broken.
func TestEachFaultTurnsItsRuleRed(t *testing.T) {
	t.Parallel()
	address, browser, site := chromedriver(t), headless(t), newReloading(t)
	app, err := web.New(web.Options{})
	if err != nil {
		t.Fatal(err)
	}
	options := webdriver.Options{Server: address, Capabilities: browser, URL: site.URL + "/", Settle: 2 * time.Second,
		Quiet: 100 * time.Millisecond}
	shared := start(t, options)
	for _, f := range drivertest.Faults(t) {
		t.Run(f.Name, func(t *testing.T) {
			faulty := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/" {
					r.URL.RawQuery = url.Values{"fault": {f.Name}}.Encode()
				}
				app.ServeHTTP(w, r)
			})
			d := shared
			if len(f.Shown) == 0 { // what stands in the container is described when a session starts
				server := httptest.NewServer(faulty)
				t.Cleanup(server.Close)
				own := options
				own.URL = server.URL
				d = start(t, own)
			} else {
				site.show(t, faulty)
			}
			drivertest.WantBroken(t, drivertest.DescribeAndPerform(t, d, f.Shown...), f.Breaks...)
		})
	}
}

// BenchmarkFullSuite performs every scenario of the full plan, session and all: once with the wallet's robot, which
// presses by itself, and once with the driver's own presses.
func BenchmarkFullSuite(b *testing.B) {
	address, browser, site := chromedriver(b), headless(b), drivertest.WebWallet(b).URL
	names := drivertest.Everything(b)
	for name, options := range map[string]webdriver.Options{
		"robot/quiet=20ms":  {URL: site, Quiet: usual},
		"robot/quiet=200ms": {URL: site, Quiet: webdriver.DefaultQuiet},
		"press/quiet=20ms":  {URL: site + "/?stage=consult", Quiet: usual, Actions: pressing()},
	} {
		b.Run(name, func(b *testing.B) {
			options.Server, options.Capabilities = address, browser
			for b.Loop() {
				d := start(b, options)
				drivertest.DescribeAndPerform(b, d, names...)
				d.Close(context.Background())
			}
		})
	}
}
