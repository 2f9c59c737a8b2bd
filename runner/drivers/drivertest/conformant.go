package drivertest

import (
	"slices"
	"testing"

	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wallet"
)

// WantConformant runs the whole suite on a wallet and demands that every rule is exercised and held, but promise-agrees:
// the web wallet returns no promise. Rules that a slow machine may leave untested are named.
func WantConformant(t *testing.T, w wallet.Wallet, untested ...string) {
	t.Helper()
	results, err := wallet.Judge(t.Context(), w, wallet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if r.Status == rule.Untested && slices.Contains(untested, r.Rule.ID) {
			t.Logf("%s is untested: %s", r.Rule.ID, r.Reason)
			continue
		}
		if r.Status != rule.Held && r.Rule.ID != "promise-agrees" {
			t.Errorf("%s is %s: %s", r.Rule.ID, r.Status, r.Reason)
		}
	}
}
