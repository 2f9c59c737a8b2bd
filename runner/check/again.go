package check

import (
	"cmp"
	"context"
	"slices"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/drivers/replay"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wallet"
)

// Judged is what the records of a run give when they are judged again.
type Judged struct {
	// Run is the run with rules and authorisations as the records give them.
	Run *run.Run
	// Missing are the scenarios of the plan that the chosen rules rest on and that the records do not show, in the
	// plan's order. Whoever deletes a record finds its scenario here.
	Missing []rule.Missing
}

// Again judges the records of a wallet's run again as the run did: by its profile, plan, rules and strictness. The
// profile must be one that has a name. What the run says of its own scenarios is not asked: the plan says which there are.
func Again(ctx context.Context, r *run.Run) (Judged, error) {
	profile, err := schemas.LoadProfile(r.Profile)
	if err != nil {
		return Judged{}, err
	}
	rules, err := rule.Choose(r.Selection, schemas.Wallet)
	if err != nil {
		return Judged{}, err
	}
	again := *r
	again.Authorisations = 0
	judged := Judged{Run: &again}
	results, err := wallet.Judge(ctx, replay.New(replay.Header{}, r.Records), wallet.Options{
		Profile: profile, Plan: r.Plan, Explore: exploredBy(r.Plan, profile, r.Records), Seed: run.DrawnFrom(r.Seed, r.Challenge), Options: rule.Options[wallet.Scenario]{
			Rules: rules, Observe: judged.observe,
		},
	})
	if err != nil {
		return Judged{}, err
	}
	again.Rules = Options{Profile: profile}.rules(results)
	return judged, nil
}

// observe counts as the check does, and keeps what is missing.
func (j *Judged) observe(s wallet.Scenario, p wallet.Performance) {
	if s.Drawn() {
		return // a report keeps of what was explored only what broke
	}
	if !j.shown(s.Name) { // a replay infers what stands in the container where no record says so
		p.Records = nil
		p.Untested = cmp.Or(p.Untested, "not in the file")
	}
	if len(p.Records) == 0 {
		j.Missing = append(j.Missing, rule.Missing{Scenario: s.Name, Reason: p.Untested})
		return
	}
	j.Run.Authorisations += len(s.Authorised())
}

// shown says whether the run has any record of a scenario.
func (j *Judged) shown(scenario string) bool {
	return slices.ContainsFunc(j.Run.Records, func(r record.Record) bool { return r.Scenario == scenario })
}
