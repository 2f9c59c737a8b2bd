package drivertest

import (
	"slices"
	"testing"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/gomega"

	"github.com/signspec/signspec/suites/wallet"
)

// WantConformant runs the whole suite on a wallet and demands that every rule is exercised and held, but promise-agrees:
// the web wallet returns no promise. Rules that a slow machine may leave untested are named. A test binary can do so once.
func WantConformant(t *testing.T, w wallet.Wallet, untested ...string) {
	t.Helper()
	gomega.RegisterFailHandler(ginkgo.Fail)
	if err := wallet.Specs(w, wallet.Options{Strict: true}); err != nil {
		t.Fatal(err)
	}
	var results []wallet.Result
	ginkgo.ReportAfterSuite("collect what became of each rule", func(r ginkgo.Report) { results = wallet.ResultsOf(r) })
	suite, reporter := ginkgo.GinkgoConfiguration()
	reporter.Succinct, reporter.NoColor = true, true

	ginkgo.RunSpecs(t, t.Name(), suite, reporter)

	if len(results) == 0 {
		t.Fatal("no rule was judged")
	}
	for _, r := range results {
		if r.Status == wallet.Untested && slices.Contains(untested, r.Rule.ID) {
			t.Logf("%s is untested: %s", r.Rule.ID, r.Reason)
			continue
		}
		if r.Status != wallet.Held && r.Rule.ID != "promise-agrees" {
			t.Errorf("%s is %s: %s", r.Rule.ID, r.Status, r.Reason)
		}
	}
}
