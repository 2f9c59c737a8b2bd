package browser_test

import (
	"os"
	"testing"

	"github.com/signspec/signspec/fixtures/wallets/web"
	"github.com/signspec/signspec/runner/drivers/browser"
	"github.com/signspec/signspec/runner/drivers/drivertest"
)

// TestEachFaultTurnsItsRuleRed switches on each fault of the web wallet and demands that exactly its rules are broken.
func TestEachFaultTurnsItsRuleRed(t *testing.T) {
	t.Parallel()
	server, port := drivertest.WebWallet(t), devtools(t)
	for i, f := range web.Faults() {
		if i%3 != 0 && os.Getenv(everyWallet) == "" {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			d := start(t, browser.Options{DevTools: port, URL: drivertest.FaultyURL(server, f), Time: browser.Virtual})
			drivertest.WantBroken(t, drivertest.DescribeAndPerform(t, d, f.Shown...), f.Breaks...)
		})
	}
}
