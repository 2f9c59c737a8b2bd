package check

import (
	"context"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/drivers/replay"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wallet"
)

// Again judges the records of a wallet's run again as the run did: by its profile, plan, rules and strictness. The
// profile must be one that has a name.
func Again(ctx context.Context, r *run.Run) (*run.Run, error) {
	profile, err := schemas.LoadProfile(r.Profile)
	if err != nil {
		return nil, err
	}
	rules, err := rule.Choose(r.Selection, schemas.Wallet)
	if err != nil {
		return nil, err
	}
	results, err := wallet.Judge(ctx, replay.New(replay.Header{}, r.Records), wallet.Options{
		Profile: profile, Plan: r.Plan, Explore: exploredBy(r.Plan, profile, r.Records), Options: rule.Options[wallet.Scenario]{Rules: rules},
	})
	if err != nil {
		return nil, err
	}
	again := *r
	again.Rules = Options{Profile: profile}.rules(results)
	return &again, nil
}
