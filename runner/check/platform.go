package check

import (
	"cmp"
	"context"

	"github.com/signspec/signspec/reports/console"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/platform"
	"github.com/signspec/signspec/suites/rule"
)

// Platform checks a wallet's open platform. Options.Profile is the edition, as schemas.Portal.Profile gives it.
func Platform(ctx context.Context, target platform.Platform, o Options) Outcome {
	o = o.withDefaults(schemas.OpenPlatform)
	return o.do(ctx, party{
		subject: schemas.OpenPlatform, scenarios: append([]string{platform.Described}, platform.NewPlan(o.Profile).Names()...),
		judge: func(ctx context.Context, c *check, rules func(schemas.Rule) bool) ([]rule.Result, error) {
			return platform.Judge(ctx, target, platform.Options{
				Profile: c.Profile,
				Described: func(d platform.Description) {
					c.Subject.Name = cmp.Or(c.Subject.Name, d.Name)
				},
				Options: rule.Options[platform.Scenario]{
					Rules: rules, Strict: c.Strict,
					Progress: func(number, of int, s platform.Scenario) {
						c.Progress.Step(console.Step{Number: number, Of: of, Name: s.Name})
					},
					Observe: func(_ platform.Scenario, p rule.Performance) {
						authorisations := 0
						for _, r := range p.Records {
							authorisations += len(r.Of(record.Told))
						}
						c.observe(p, authorisations)
					},
					Judged: func(result rule.Result) { c.events.judged(c.rule(result)) },
				},
			})
		},
	})
}
