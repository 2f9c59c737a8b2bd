package check

import (
	"context"
	"time"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wallet"
)

// Begun is the check of a wallet whose rules somebody else has judged one by one, such as a test runner: see
// runner/check/specs.
type Begun struct {
	// Session judges the rules.
	Session *rule.Session[wallet.Scenario]
	check   *check
}

// BeginWallet begins such a check. An error is one of the options; nothing has begun then.
func BeginWallet(target wallet.Wallet, o Options) (*Begun, error) {
	c := &check{Options: o.withDefaults(schemas.Wallet), started: time.Now()}
	plan, err := wallet.NewPlan(c.Plan, c.Profile)
	if err != nil {
		return nil, err
	}
	rules, err := c.prepare(walletParty(plan))
	if err != nil {
		return nil, err
	}
	session, err := wallet.NewSession(describedWallet{target, c}, c.walletOptions(rules))
	if err != nil {
		return nil, err
	}
	c.events, c.saved = c.openEvents(), c.started
	return &Begun{session, c}, nil
}

// End ends the check when its rules have been judged, and delivers the run: its reports are written, masked, into
// Options.Out.
func (b *Begun) End(ctx context.Context) Outcome {
	c := b.check
	c.Progress.Stop()
	closing := c.Close()
	return c.deliver(c.conclude(b.Session.Results(), c.failure(ctx, b.Session.Lost(), closing)))
}
