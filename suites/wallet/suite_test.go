package wallet_test

import (
	"testing"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/gomega"

	"github.com/signspec/signspec/suites/wallet"
)

// TestAcmeWallet is a vendor's own Ginkgo suite: the specs of the contract stand beside the vendor's own, and run
// with "go test" or "ginkgo" like any other.
func TestAcmeWallet(t *testing.T) {
	gomega.RegisterFailHandler(ginkgo.Fail)
	if err := wallet.Specs(&acme{}, wallet.Options{}); err != nil {
		t.Fatal(err)
	}
	var results []wallet.Result
	ginkgo.ReportAfterSuite("collect what became of each rule", func(r ginkgo.Report) { results = wallet.ResultsOf(r) })

	ginkgo.RunSpecs(t, "Acme Wallet")

	gomega.NewWithT(t).Expect(results).To(gomega.HaveLen(40))
}
