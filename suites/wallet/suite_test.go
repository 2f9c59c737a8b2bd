package wallet_test

import (
	"testing"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/gomega"

	"github.com/signspec/signspec/suites/specs"
	"github.com/signspec/signspec/suites/wallet"
	"github.com/signspec/signspec/suites/wallet/wallettest"
)

// TestAcmeWallet is a vendor's own Ginkgo suite: the specs of the contract stand beside the vendor's own, and run
// with "go test" or "ginkgo" like any other.
func TestAcmeWallet(t *testing.T) {
	gomega.RegisterFailHandler(ginkgo.Fail)
	session, err := specs.Wallet(&wallettest.Acme{}, wallet.Options{})
	if err != nil {
		t.Fatal(err)
	}

	ginkgo.RunSpecs(t, "Acme Wallet")

	if results := session.Results(); len(results) != len(wallet.Matchers()) {
		t.Errorf("%d results for %d rules", len(results), len(wallet.Matchers()))
	}
}
