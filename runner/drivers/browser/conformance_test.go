package browser_test

import (
	"testing"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/gomega"

	"github.com/signspec/signspec/runner/drivers/browser"
	"github.com/signspec/signspec/suites/wallet"
)

// TestTheWebWalletIsConformant runs the whole suite on the page in a browser: every rule is exercised and held.
func TestTheWebWalletIsConformant(t *testing.T) {
	d := start(t, browser.Options{URL: serve(t).URL, Time: browser.Virtual})
	gomega.RegisterFailHandler(ginkgo.Fail)
	if err := wallet.Specs(d, wallet.Options{Strict: true}); err != nil {
		t.Fatal(err)
	}
	var results []wallet.Result
	ginkgo.ReportAfterSuite("collect what became of each rule", func(r ginkgo.Report) { results = wallet.ResultsOf(r) })
	suite, reporter := ginkgo.GinkgoConfiguration()
	reporter.Succinct, reporter.NoColor = true, true

	ginkgo.RunSpecs(t, "The web wallet in Chromium", suite, reporter)

	if len(results) == 0 {
		t.Fatal("no rule was judged")
	}
	for _, r := range results {
		if r.Status != wallet.Held && r.Rule.ID != "promise-agrees" { // the wallet returns no promise
			t.Errorf("%s is %s: %s", r.Rule.ID, r.Status, r.Reason)
		}
	}
}
