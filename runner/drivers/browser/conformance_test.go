package browser_test

import (
	"testing"

	"github.com/signspec/signspec/runner/drivers/browser"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wallet"
)

// TestTheWebWalletIsConformant runs the whole suite on the page in a browser: every rule is exercised and held.
func TestTheWebWalletIsConformant(t *testing.T) {
	d := start(t, browser.Options{URL: serve(t).URL, Time: browser.Virtual})
	results, err := wallet.Judge(t.Context(), d, wallet.Options{})
	if err != nil {
		t.Fatal(err)
	}

	if len(results) == 0 {
		t.Fatal("no rule was judged")
	}
	for _, r := range results {
		if r.Status != rule.Held && r.Rule.ID != "promise-agrees" { // the wallet returns no promise
			t.Errorf("%s is %s: %s", r.Rule.ID, r.Status, r.Reason)
		}
	}
}
