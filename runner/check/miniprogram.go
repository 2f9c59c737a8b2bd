package check

import (
	"context"
	"fmt"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
	"github.com/signspec/signspec/suites/merchant/matchers"
	"github.com/signspec/signspec/suites/rule"
)

// MiniProgram checks a mini program. digest, where given, tells the SHA-256 of its code once it has been loaded.
func MiniProgram(ctx context.Context, program merchant.Program, digest func() string, o Options) Outcome {
	o = o.withDefaults(schemas.MiniProgram)
	p := programParty(o)
	p.judge = func(ctx context.Context, c *check, rules func(schemas.Rule) bool) ([]rule.Result, error) {
		return merchant.Judge(ctx, program, c.programOptions(rules, digest))
	}
	return o.do(ctx, p)
}

func programParty(o Options) party {
	return party{subject: schemas.MiniProgram, scenarios: append([]string{matchers.Described}, merchant.NewPlan(o.Profile).Names()...)}
}

// ForecastMiniProgram says what the check of a mini program would perform.
func ForecastMiniProgram(o Options) (Forecast, error) {
	o = o.withDefaults(schemas.MiniProgram)
	return foresee(o, programParty(o), func(c *check, rules func(schemas.Rule) bool) (*rule.Session[merchant.Scenario], error) {
		return merchant.NewSession(nil, c.programOptions(rules, nil))
	}, func(s merchant.Scenario) []record.Outcome {
		var outcomes []record.Outcome
		for _, answer := range s.Wallet.Answers {
			outcomes = append(outcomes, answer.Outcome)
		}
		return outcomes
	})
}

// programOptions are the options of a session that tells the check of everything.
func (c *check) programOptions(rules func(schemas.Rule) bool, digest func() string) merchant.Options {
	return merchant.Options{
		Profile: c.Profile, Seed: c.drawnFrom(),
		Described: func(d merchant.Description) {
			c.describe(d)
			if digest != nil {
				c.Subject.SHA256 = digest()
			}
		},
		Options: judging(c, rules, unknownOutcomes[merchant.Scenario], func(s merchant.Scenario, p rule.Performance) int {
			if len(p.Records) > 0 && len(s.Wallet.Answers) > 0 {
				c.visited = append(c.visited, s)
			}
			return seen(p, record.Called)
		}),
	}
}

// describe takes over what is known of a program once it has been loaded.
func (c *check) describe(d merchant.Description) {
	c.Subject.Name, c.Subject.Version = d.Name, d.Version
	for _, w := range d.Warnings {
		note := w.Message
		if w.Place != nil {
			file := w.Place.File
			if c.File != nil {
				file = c.File(file)
			}
			note = fmt.Sprintf("%s:%d: %s", file, w.Place.Line, note)
		}
		c.Notes = append(c.Notes, note)
	}
}

// cover says which situations were brought about for a mini program.
func (c *check) cover(r *run.Run) {
	if len(c.visited) == 0 {
		return
	}
	part := func(n merchant.Count) run.Part { return run.Part{Covered: n.Covered, Of: n.Of} }
	covered := merchant.Covered(c.visited)
	r.Situations = &run.Situations{
		Scenarios: covered.Scenarios, Answers: part(covered.Answers), Server: part(covered.Server), Person: part(covered.Person),
		Time: part(covered.Time), Pairs: part(covered.Pairs),
	}
}
