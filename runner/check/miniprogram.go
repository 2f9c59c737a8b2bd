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
	return party{
		subject: schemas.MiniProgram, scenarios: append([]string{matchers.Described}, merchant.NewPlan(o.Profile).Names()...),
		beyond: func(c *check, name string) (string, error) {
			s, err := merchant.Beyond(name, c.Profile, c.drawnFrom())
			c.chosenVisits = append(c.chosenVisits, s)
			return s.Name, err
		},
	}
}

// ForecastMiniProgram says what the check of a mini program would perform.
func ForecastMiniProgram(o Options) (Forecast, error) {
	o = o.withDefaults(schemas.MiniProgram)
	explored := 0
	f, err := foresee(o, programParty(o), func(c *check, rules func(schemas.Rule) bool) (*rule.Session[merchant.Scenario], error) {
		options := c.programOptions(rules, nil)
		explored = len(options.Explore)
		return merchant.NewSession(nil, options)
	}, func(s merchant.Scenario) []record.Outcome {
		var outcomes []record.Outcome
		for _, answer := range s.Wallet.Answers {
			outcomes = append(outcomes, answer.Outcome)
		}
		return outcomes
	})
	f.Explored = explored
	return f, err
}

// programOptions are the options of a session that tells the check of everything.
func (c *check) programOptions(rules func(schemas.Rule) bool, digest func() string) merchant.Options {
	o := merchant.Options{
		Profile: c.Profile, Seed: c.drawnFrom(), Explore: c.visitsBeyond(),
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
	planned := o.Observe
	o.Observe = func(s merchant.Scenario, p rule.Performance) {
		if !s.Drawn() {
			planned(s, p)
		} else if len(p.Records) > 0 {
			c.explored, c.visited = append(c.explored, explored{s.Name, p, s.Control()}), append(c.visited, s)
		}
	}
	return o
}

// visitsBeyond are the scenarios that are performed beyond the plan of a mini program, or in its place.
func (c *check) visitsBeyond() []merchant.Scenario {
	switch {
	case len(c.Scenarios) > 0:
		return c.chosenVisits
	case c.PlanOnly:
		return nil
	}
	return merchant.Explored(c.Profile, c.drawnFrom())
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

// coverVisits says which situations were brought about for a mini program.
func (c *check) coverVisits(r *run.Run) {
	if len(c.visited) == 0 {
		return
	}
	part := func(n merchant.Count) run.Part { return run.Part{Covered: n.Covered, Of: n.Of} }
	covered := merchant.Covered(c.visited)
	r.Situations = &run.Situations{
		Scenarios: covered.Scenarios, Answers: part(covered.Answers), Server: part(covered.Server), Person: part(covered.Person),
		Time: part(covered.Time), Before: part(covered.Before), Pairs: part(covered.Pairs),
	}
}
