package check

import (
	"cmp"
	"context"
	"slices"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/server"
)

// Server checks a merchant's server. Options.Profile is the edition, as schemas.Portal.Profile gives it.
func Server(ctx context.Context, target server.Server, o Options) Outcome {
	o = o.withDefaults(schemas.MerchantServer)
	if saved, ok := target.(server.Recorded); ok {
		o.also = saved.Records
	}
	p := serverParty(o)
	p.judge = func(ctx context.Context, c *check, rules func(schemas.Rule) bool) ([]rule.Result, error) {
		c.over = overOf(target)
		return server.Judge(ctx, target, c.serverOptions(rules))
	}
	return o.do(ctx, p)
}

func serverParty(o Options) party {
	plan := server.NewPlan(o.Profile)
	return party{
		subject: schemas.MerchantServer, scenarios: append([]string{server.Described}, plan.Names()...),
		beyond: func(c *check, name string) (string, error) {
			s, err := server.Beyond(name, plan)
			c.chosenAttempts = append(c.chosenAttempts, s)
			return s.Name, err
		},
	}
}

// ForecastServer says what the check of a merchant's server would perform. means are those of the server that are known, as a
// server.Description has them.
func ForecastServer(o Options, means ...string) (Forecast, error) {
	o = o.withDefaults(schemas.MerchantServer)
	var explored server.Exploring
	f, err := foresee(o, serverParty(o), func(c *check, rules func(schemas.Rule) bool) (*rule.Session[server.Scenario], error) {
		options := c.serverOptions(rules)
		explored = options.Explore
		return server.NewSession(server.Recorded{}, options)
	}, func(s server.Scenario) []record.Outcome {
		return slices.Repeat([]record.Outcome{record.Approve}, len(s.Attempts))
	})
	switch {
	case len(explored.Only) > 0:
		f.Explored = len(explored.Only)
	case !explored.None && o.Profile.Portal != nil:
		f.Explored = len(server.Explored(server.NewPlan(o.Profile), o.Profile.Portal, means, explored))
		f.Notes = append(f.Notes, o.Explore.foreseen(server.LongestRandom, "event")...)
	}
	return f, err
}

// serverOptions are the options of a session that tells the check of everything.
func (c *check) serverOptions(rules func(schemas.Rule) bool) server.Options {
	o := server.Options{
		Profile: c.Profile, Explore: c.attemptsBeyond(),
		Described: func(d server.Description) {
			c.Subject.Name = cmp.Or(c.Subject.Name, d.Name)
			c.Notes = append(c.Notes, d.Notes...)
			c.means = d.Means
		},
		Options: judging(c, rules, unknownOutcomes[server.Scenario], func(_ server.Scenario, p rule.Performance) int {
			return started(p)
		}),
	}
	planned := o.Observe
	o.Observe = func(s server.Scenario, p rule.Performance) {
		switch {
		case !s.Drawn():
			planned(s, p)
		case len(p.Records) > 0:
			c.explored, c.attempted = append(c.explored, explored{s.Name, p, s.Control()}), append(c.attempted, s)
		}
	}
	return o
}

// attemptsBeyond says what is performed beyond the plan of a server, or in its place.
func (c *check) attemptsBeyond() server.Exploring {
	plan := server.NewPlan(c.Profile)
	return exploringOf(c, c.chosenAttempts, func(name string) (server.Scenario, error) { return server.Beyond(name, plan) })
}

// coverAttempts says which orders of events were brought about for a server.
func (c *check) coverAttempts(r *run.Run) {
	if len(c.attempted) == 0 || c.Profile.Portal == nil {
		return
	}
	part := func(n server.Count) run.Part { return run.Part{Covered: n.Covered, Of: n.Of} }
	covered := server.NewSpace(c.Profile.Portal.Notifies, c.means).Covered(c.attempted)
	surrounded, ruled := server.CoveredIn(server.NewPlan(c.Profile), c.means, c.attempted)
	r.Sequences = &run.Sequences{
		Scenarios: covered.Scenarios, Events: covered.Events, Answers: part(covered.Answers), AnswerOrders: part(covered.AnswerOrders),
		Repeats: part(covered.Repeats), Besides: part(covered.Besides), Endings: part(covered.Endings),
		Settings: part(surrounded), RuleSettings: part(ruled), Pairs: part(covered.Pairs), Orders: part(covered.Orders),
	}
	if c.Explore.asked() {
		r.Sequences.Seed = &c.Explore.Seed
	}
}
