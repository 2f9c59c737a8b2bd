package check

import (
	"cmp"
	"context"

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
				Options: judging(c, rules, unknownOutcomes[platform.Scenario], func(_ platform.Scenario, p rule.Performance) int {
					return seen(p, record.Told)
				}),
			})
		},
	})
}
