package browser_test

import (
	"testing"

	"github.com/signspec/signspec/runner/drivers/browser"
	"github.com/signspec/signspec/runner/drivers/drivertest"
)

// TestTheWebWalletIsConformant runs the whole suite on the page in a browser: every rule is exercised and held.
func TestTheWebWalletIsConformant(t *testing.T) {
	drivertest.WantConformant(t, start(t, browser.Options{URL: drivertest.WebWallet(t).URL, Time: browser.Virtual}))
}
