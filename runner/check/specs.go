package check

import (
	"time"

	"github.com/onsi/ginkgo/v2"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wallet"
)

// WalletSpecs adds the specs of a wallet to the Ginkgo suite that is being built, as wallet.Specs does, and delivers the
// run when the suite has ended: its reports are written, masked, into Options.Out. delivered, where given, gets what came
// of it. An error is one of the options; nothing has been added then.
func WalletSpecs(target wallet.Wallet, o Options, delivered func(Outcome)) error {
	c := &check{Options: o.withDefaults(schemas.Wallet), started: time.Now()}
	plan, err := wallet.NewPlan(c.Plan, c.Profile)
	if err != nil {
		return err
	}
	rules, err := c.prepare(walletParty(plan))
	if err != nil {
		return err
	}
	session, err := wallet.Specs(describedWallet{target, c}, c.walletOptions(rules))
	if err != nil {
		return err
	}
	c.events = c.openEvents()
	ginkgo.ReportAfterSuite("deliver the reports", func(ctx ginkgo.SpecContext, _ ginkgo.Report) {
		outcome := c.finish(ctx, session)
		if delivered != nil {
			delivered(outcome)
		}
	})
	return nil
}

// finish ends a check whose rules Ginkgo's specs have judged.
func (c *check) finish(ctx ginkgo.SpecContext, session *rule.Session[wallet.Scenario]) Outcome {
	c.Progress.Stop()
	closing := c.Close()
	return c.deliver(c.conclude(session.Results(), c.failure(ctx, session.Lost(), closing)))
}
