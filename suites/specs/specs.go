// Package specs puts the rules of a suite into a Ginkgo suite of somebody's own. It stands apart, so that whoever only
// judges does not carry Ginkgo with them.
package specs

import (
	"context"

	"github.com/onsi/ginkgo/v2"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/merchant"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wallet"
)

// Wallet adds the specs of every chosen wallet rule to the Ginkgo suite that is being built; see Add. The session keeps
// the results. An error is that of wallet.NewSession; nothing has been added then.
func Wallet(target wallet.Wallet, o wallet.Options) (*rule.Session[wallet.Scenario], error) {
	session, err := wallet.NewSession(target, o)
	if err == nil {
		Add(session)
	}
	return session, err
}

// Merchant adds the specs of every chosen mini program rule; see Wallet.
func Merchant(program merchant.Program, o merchant.Options) (*rule.Session[merchant.Scenario], error) {
	session, err := merchant.NewSession(program, o)
	if err == nil {
		Add(session)
	}
	return session, err
}

// Add adds a spec for each chosen rule of a session to the Ginkgo suite that is being built: a container for each group,
// an It for each rule, labelled with the rule's id, level and group. Call it where a container may stand, at the top level
// or inside a Describe. A spec performs what its rule rests on, as far as the specs before it have not, so that Ginkgo's own
// filters choose what is performed. The specs are Serial, because they share that, and Ordered, so that a report reads
// like the rules and a target is asked the same things in the same order.
func Add[S rule.Scenario](s *rule.Session[S]) {
	ginkgo.Describe(s.Title(), ginkgo.Serial, ginkgo.Ordered, ginkgo.ContinueOnFailure, func() {
		for _, group := range s.Sections() {
			ginkgo.Describe(group.Title, ginkgo.Label(group.Name), func() {
				for _, chosen := range group.Rules {
					ginkgo.It(chosen.Text, ginkgo.Label(chosen.Rule.ID, chosen.Rule.Level), func(ctx context.Context) {
						assert(s.JudgeRule(ctx, chosen.Rule.ID), s.Strict())
					})
				}
			})
		}
	})
}

// assert ends a spec as the result of its rule has it: a broken should rule fails it only where that was asked for.
func assert(result rule.Result, strict bool) {
	switch {
	case result.Status == rule.Errored:
		ginkgo.Fail(result.Reason)
	case result.Status == rule.Broken && (result.Rule.Level == schemas.Must || strict):
		ginkgo.Fail(result.Message())
	case result.Status == rule.Broken:
		ginkgo.GinkgoWriter.Println(result.Message())
	case result.Status != rule.Held:
		ginkgo.Skip(string(result.Status) + ": " + result.Reason)
	}
}
