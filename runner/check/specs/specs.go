// Package specs checks a wallet within a Ginkgo suite of somebody's own, with every report that the command writes.
package specs

import (
	"github.com/onsi/ginkgo/v2"

	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/suites/specs"
	"github.com/signspec/signspec/suites/wallet"
)

// Wallet adds the specs of a wallet to the Ginkgo suite that is being built, as suites/specs does, and delivers the run
// when the suite has ended: its reports are written, masked, into Options.Out. delivered, where given, gets what came of
// it. An error is one of the options; nothing has been added then.
func Wallet(target wallet.Wallet, o check.Options, delivered func(check.Outcome)) error {
	begun, err := check.BeginWallet(target, o)
	if err != nil {
		return err
	}
	specs.Add(begun.Session)
	ginkgo.ReportAfterSuite("deliver the reports", func(ctx ginkgo.SpecContext, _ ginkgo.Report) {
		outcome := begun.End(ctx)
		if delivered != nil {
			delivered(outcome)
		}
	})
	return nil
}
