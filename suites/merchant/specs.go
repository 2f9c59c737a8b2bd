package merchant

import (
	"context"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/ginkgo/v2/types"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// Result is what became of one rule in a run.
type Result = rule.Result

// Finding is one rule broken in one scenario, with the place in the merchant's source that caused it.
type Finding = rule.Finding

// Specs adds the specs of every mini program rule to the Ginkgo suite that is being built: a container for each group
// of rules, a spec for each rule, labelled with the rule's id, level and group. Call it where a container may stand, at
// the top level or inside a Describe. The specs are Serial, because they share what was performed.
//
// An error means that the rules could not be read; nothing has been added then.
func Specs(program Program, options Options) error {
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		return err
	}
	s := newSession(program, options, catalogue, rule.Chosen)
	// Ordered, so that the report reads like the rules.
	ginkgo.Describe("The use of "+s.profile.Entry.String(), ginkgo.Serial, ginkgo.Ordered, ginkgo.ContinueOnFailure, func() {
		for _, group := range groups() {
			ginkgo.Describe(group.title, ginkgo.Label(group.name), func() {
				for _, rests := range group.rules {
					of := ruleOf(catalogue, rests)
					rule.Add(of, rests.text, options.Strict, func(ctx context.Context) Result { return s.judge(ctx, of, rests) })
				}
			})
		}
	})
	return nil
}

// Judge judges a program by every rule, in their order, where no Ginkgo suite is wanted: in a test of one's own, say.
//
// An error means that the rules could not be read. What goes wrong with the program stands in the results.
func Judge(ctx context.Context, program Program, options Options) ([]Result, error) {
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		return nil, err
	}
	s := newSession(program, options, catalogue, rule.Every)
	var results []Result
	for _, group := range groups() {
		for _, rests := range group.rules {
			results = append(results, s.judge(ctx, ruleOf(catalogue, rests), rests))
		}
	}
	return results, nil
}

func ruleOf(catalogue *schemas.Catalogue, rests rests) schemas.Rule {
	of, ok := catalogue.Rule(rests.matcher.Rule())
	if !ok {
		panic("no rule " + rests.matcher.Rule() + " in the catalogue")
	}
	return of
}

// ResultsOf takes the results out of a Ginkgo report, in the order of the specs.
func ResultsOf(report types.Report) []Result { return rule.ResultsOf(report) }

// judge performs what the rule rests on and judges it.
func (s *session) judge(ctx context.Context, of schemas.Rule, rests rests) Result {
	described, err := s.description(ctx)
	if err != nil {
		return Result{Rule: of, Status: rule.Errored, Reason: err.Error()}
	}
	run := []record.Record{described}
	judged, beside := rests.on.of(s.plan)
	var untested []rule.Missing
	mine := map[string]bool{}
	for i, scenario := range append(beside, judged...) {
		p, err := s.scenarios.Of(ctx, scenario)
		if err != nil {
			return Result{Rule: of, Status: rule.Errored, Reason: err.Error()}
		}
		if p.Untested == "" {
			run = append(run, p.Record)
		}
		if i < len(beside) {
			continue
		}
		mine[scenario.Name] = true
		if p.Untested != "" && !rests.on.staged {
			untested = append(untested, rule.Missing{Scenario: scenario.Name, Reason: p.Untested})
		}
	}
	var judgements []rule.Judgement
	for _, j := range rests.matcher.Under(s.profile).Judge(run...) {
		if mine[j.Record.Scenario] {
			judgements = append(judgements, j)
		}
	}
	return rule.Conclude(of, rests.on.each, judgements, untested)
}
