package check

import (
	"cmp"
	"context"
	"slices"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/server"
)

// Server checks a merchant's server. Options.Profile is the edition, as schemas.Portal.Profile gives it.
func Server(ctx context.Context, target server.Server, o Options) Outcome {
	o = o.withDefaults(schemas.MerchantServer)
	p := serverParty(o)
	p.judge = func(ctx context.Context, c *check, rules func(schemas.Rule) bool) ([]rule.Result, error) {
		return server.Judge(ctx, target, c.serverOptions(rules))
	}
	return o.do(ctx, p)
}

func serverParty(o Options) party {
	return party{subject: schemas.MerchantServer, scenarios: append([]string{server.Described}, server.NewPlan(o.Profile).Names()...)}
}

// ForecastServer says what the check of a merchant's server would perform.
func ForecastServer(o Options) (Forecast, error) {
	o = o.withDefaults(schemas.MerchantServer)
	return foresee(o, serverParty(o), func(c *check, rules func(schemas.Rule) bool) (*rule.Session[server.Scenario], error) {
		return server.NewSession(server.Recorded{}, c.serverOptions(rules))
	}, func(s server.Scenario) []record.Outcome {
		return slices.Repeat([]record.Outcome{record.Approve}, len(s.Attempts))
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
