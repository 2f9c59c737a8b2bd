package check

import (
	"cmp"
	"context"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/server"
)

// Server checks a merchant's server. Options.Profile is the edition, as schemas.Portal.Profile gives it.
func Server(ctx context.Context, target server.Server, o Options) Outcome {
	o = o.withDefaults(schemas.MerchantServer)
	return o.do(ctx, party{
		subject: schemas.MerchantServer, scenarios: append([]string{server.Described}, server.NewPlan(o.Profile).Names()...),
		judge: func(ctx context.Context, c *check, rules func(schemas.Rule) bool) ([]rule.Result, error) {
			return server.Judge(ctx, target, c.serverOptions(rules))
		},
	})
}

// serverOptions are the options of a session that tells the check of everything.
func (c *check) serverOptions(rules func(schemas.Rule) bool) server.Options {
	return server.Options{
		Profile: c.Profile,
		Described: func(d server.Description) {
			c.Subject.Name = cmp.Or(c.Subject.Name, d.Name)
			c.Notes = append(c.Notes, d.Notes...)
		},
		Options: judging(c, rules, unknownOutcomes[server.Scenario], func(_ server.Scenario, p rule.Performance) int {
			return seen(p, record.Applied)
		}),
	}
}
