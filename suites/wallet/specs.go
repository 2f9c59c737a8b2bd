package wallet

import (
	"context"
	"slices"

	"github.com/onsi/ginkgo/v2"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wallet/matchers"
)

// Specs adds the specs of every wallet rule to the Ginkgo suite that is being built: a container for each group of
// rules, a spec for each rule, labelled with the rule's id, level and group. Call it where a container may stand, at
// the top level or inside a Describe. The specs are Serial, because they share what was performed.
//
// An error means that the plan is unknown or that the rules could not be read; nothing has been added then.
func Specs(target Wallet, options Options) error {
	if options.Profile == nil {
		options.Profile = schemas.Documented()
	}
	if options.Plan == "" {
		options.Plan = Full
	}
	plan, err := NewPlan(options.Plan, options.Profile)
	if err != nil {
		return err
	}
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		return err
	}
	s := newSession(target, options, plan, catalogue)
	// Ordered, so that the report reads like the rules and a target is asked the same things in the same order.
	ginkgo.Describe("The contract of "+options.Profile.Entry.String(), ginkgo.Serial, ginkgo.Ordered, ginkgo.ContinueOnFailure, func() {
		for _, group := range groups() {
			ginkgo.Describe(group.title, ginkgo.Label(group.name), func() {
				for _, rests := range group.specs() {
					s.add(catalogue, rests)
				}
			})
		}
	})
	return nil
}

// add adds the spec of one rule.
func (s *session) add(catalogue *schemas.Catalogue, rests rests) {
	of := rests.of(catalogue)
	rule.Add(of, rests.text, s.options.Strict, func(ctx context.Context) Result { return s.judge(ctx, of, rests) })
}

// judge performs what the rule rests on and judges it.
func (s *session) judge(ctx context.Context, of schemas.Rule, rests rests) Result {
	judged, beside := rests.selection.of(s.plan)
	if rests.availability {
		judged = []Scenario{{Name: availabilityScenario}}
	}
	var run []record.Record
	var untested []Missing
	mine := map[string]bool{}
	for i, scenario := range append(beside, judged...) {
		p, err := s.perform(ctx, scenario)
		if err != nil {
			return Result{Rule: of, Status: Errored, Reason: err.Error()}
		}
		run = append(run, p.Records...)
		if i < len(beside) {
			continue
		}
		mine[scenario.Name] = true
		if len(p.Records) == 0 {
			untested = append(untested, Missing{Scenario: scenario.Name, Reason: p.Untested})
		}
	}
	if slices.Contains(s.blind, rests.needs) {
		return Result{Rule: of, Status: Untested, Reason: "the driver cannot observe that on this target (" + rests.needs + ")"}
	}
	var judgements []matchers.Judgement
	for _, j := range rests.matcher.Under(s.profile).Judge(run...) {
		if mine[j.Record.Scenario] {
			judgements = append(judgements, j)
		}
	}
	if len(judged) == 0 {
		return s.unplanned(of)
	}
	return rule.Conclude(of, rests.selection.each, judgements, untested)
}

// unplanned is the result of a rule for which the plan has no scenario.
func (s *session) unplanned(of schemas.Rule) Result {
	if reason, ok := s.profile.NotApplicable(of.ID); ok {
		return Result{Rule: of, Status: NotApplicable, Reason: reason}
	}
	return Result{Rule: of, Status: Untested, Reason: "the " + s.plan.Name + " plan has no scenario for it"}
}
