package check

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/signspec/signspec/runner/drivers/replay"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wallet"
)

// Wallet checks a wallet.
func Wallet(ctx context.Context, target wallet.Wallet, o Options) Outcome {
	o = o.withDefaults(schemas.Wallet)
	if saved, ok := target.(*replay.Replay); ok {
		o.also = saved.Records()
	}
	plan, err := wallet.NewPlan(o.Plan, o.Profile)
	if err != nil {
		o.Close()
		return Refuse(schemas.Wallet, o, o.Validate(schemas.Wallet))
	}
	return o.do(ctx, party{
		subject: schemas.Wallet, scenarios: append([]string{wallet.Availability}, plan.Names()...),
		judge: func(ctx context.Context, c *check, rules func(schemas.Rule) bool) ([]rule.Result, error) {
			return wallet.Judge(ctx, describedWallet{target, c}, c.walletOptions(rules))
		},
	})
}

// walletOptions are the options of a session that tells the check of everything.
func (c *check) walletOptions(rules func(schemas.Rule) bool) wallet.Options {
	o := wallet.Options{Profile: c.Profile, Plan: c.Plan, Seed: c.drawnFrom(), Options: judging(c, rules,
		func(s wallet.Scenario) string { return inTurn(s.Authorised()) }, authorised)}
	planned := o.Observe
	o.Observe = func(s wallet.Scenario, p wallet.Performance) {
		if s.Drawn() {
			c.explored = append(c.explored, explored{s, p})
			return
		}
		planned(s, p)
	}
	c.beyond(&o)
	return o
}

// authorised counts the authorisations of a scenario that was performed.
func authorised(s wallet.Scenario, p wallet.Performance) int {
	if len(p.Records) == 0 {
		return 0
	}
	return len(s.Authorised())
}

// describedWallet is a wallet that the check learns the name of as it describes itself, unless it was told.
type describedWallet struct {
	wallet.Wallet
	check *check
}

// Describe describes the wallet.
func (d describedWallet) Describe(ctx context.Context) (wallet.Description, error) {
	description, err := d.Wallet.Describe(ctx)
	if err == nil {
		subject := &d.check.Subject
		subject.Name, subject.Version = cmp.Or(subject.Name, description.Name), cmp.Or(subject.Version, description.Version)
	}
	return description, err
}

// inTurn lists outcomes as they follow each other: "3 × cancel, approve".
func inTurn(outcomes []record.Outcome) string {
	var parts []string
	for i := 0; i < len(outcomes); {
		n := 1
		for i+n < len(outcomes) && outcomes[i+n] == outcomes[i] {
			n++
		}
		part := string(outcomes[i])
		if n > 1 {
			part = fmt.Sprintf("%d × %s", n, part)
		}
		parts = append(parts, part)
		i += n
	}
	return strings.Join(parts, ", ")
}
