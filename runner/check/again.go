package check

import (
	"cmp"
	"context"
	"slices"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/drivers/replay"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/platform"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/server"
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

// Again judges the records of a run of a wallet, a server or a platform again as the run did: by its profile, plan, rules
// and strictness. The profile must be one that has a name. What the run says of its own scenarios is not asked: the plan
// says which there are.
func Again(ctx context.Context, r *run.Run) (Judged, error) {
	rules, err := rule.Choose(r.Selection, r.Subject.Kind)
	if err != nil {
		return Judged{}, err
	}
	again := *r
	again.Authorisations = 0
	judged := Judged{Run: &again}
	profile, results, err := judged.judge(ctx, r, rules)
	if err != nil {
		return Judged{}, err
	}
	again.Rules = Options{Profile: profile}.rules(results)
	return judged, nil
}

// judge judges the records by the suite of whose they are.
func (j *Judged) judge(ctx context.Context, r *run.Run, rules func(schemas.Rule) bool) (*schemas.Profile, []rule.Result, error) {
	profile, err := NamedProfile(r.Subject.Kind, r.Profile)
	if err != nil {
		return nil, nil, err
	}
	var results []rule.Result
	switch r.Subject.Kind {
	case schemas.MerchantServer:
		results, err = server.Judge(ctx, server.Recorded{Name: r.Subject.Name, Records: r.Records}, server.Options{
			Profile: profile, Options: rule.Options[server.Scenario]{Rules: rules, Observe: seeing[server.Scenario](j, started)},
		})
	case schemas.OpenPlatform:
		results, err = platform.Judge(ctx, platform.Recorded{Name: r.Subject.Name, Records: r.Records}, platform.Options{
			Profile: profile, Options: rule.Options[platform.Scenario]{Rules: rules, Observe: seeing[platform.Scenario](j, told)},
		})
	default:
		results, err = wallet.Judge(ctx, replay.New(replay.Header{}, r.Records), wallet.Options{
			Profile: profile, Plan: r.Plan, Explore: exploredBy(r.Plan, profile, r.Records), Seed: run.DrawnFrom(r.Seed, r.Challenge),
			Options: rule.Options[wallet.Scenario]{Rules: rules, Observe: j.observe},
		})
	}
	return profile, results, err
}

// NamedProfile is the edition of a name by which targets of a kind are judged: of a server or a platform it is a portal's.
func NamedProfile(kind, name string) (*schemas.Profile, error) {
	if kind != schemas.MerchantServer && kind != schemas.OpenPlatform {
		return schemas.LoadProfile(name)
	}
	portal, err := schemas.LoadPortal(name)
	if err != nil {
		return nil, err
	}
	return portal.Profile(), nil
}

// seeing counts the authorisations as the check does, and keeps what is missing.
func seeing[S rule.Scenario](j *Judged, authorisations func(rule.Performance) int) func(S, rule.Performance) {
	return func(s S, p rule.Performance) {
		if len(p.Records) == 0 {
			j.Missing = append(j.Missing, rule.Missing{Scenario: s.ScenarioName(), Reason: p.Untested})
			return
		}
		j.Run.Authorisations += authorisations(p)
	}
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
