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
	p := platformParty(o)
	p.judge = func(ctx context.Context, c *check, rules func(schemas.Rule) bool) ([]rule.Result, error) {
		c.over = overOf(target)
		return platform.Judge(ctx, target, c.platformOptions(rules))
	}
	return o.do(ctx, p)
}

func platformParty(o Options) party {
	return party{subject: schemas.OpenPlatform, scenarios: append([]string{platform.Described}, platform.NewPlan(o.Profile).Names()...)}
}

// ForecastPlatform says what the check of an open platform would perform.
func ForecastPlatform(o Options) (Forecast, error) {
	o = o.withDefaults(schemas.OpenPlatform)
	return foresee(o, platformParty(o), func(c *check, rules func(schemas.Rule) bool) (*rule.Session[platform.Scenario], error) {
		return platform.NewSession(platform.Recorded{}, c.platformOptions(rules))
	}, func(s platform.Scenario) []record.Outcome {
		var outcomes []record.Outcome
		for _, step := range s.Steps {
			if step.Do == platform.Authorise {
				outcomes = append(outcomes, record.Outcome(step.Outcome))
			}
		}
		return outcomes
	})
}

// platformOptions are the options of a session that tells the check of everything.
func (c *check) platformOptions(rules func(schemas.Rule) bool) platform.Options {
	return platform.Options{
		Profile: c.Profile,
		Described: func(d platform.Description) {
			c.Subject.Name = cmp.Or(c.Subject.Name, d.Name)
		},
		Options: judging(c, rules, unknownOutcomes[platform.Scenario], func(_ platform.Scenario, p rule.Performance) int {
			return told(p)
		}),
	}
}
