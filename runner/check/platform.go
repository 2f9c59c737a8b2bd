package check

import (
	"cmp"
	"context"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/platform"
	"github.com/signspec/signspec/suites/rule"
)

// Platform checks a wallet's open platform. Options.Profile is the edition, as schemas.Portal.Profile gives it.
func Platform(ctx context.Context, target platform.Platform, o Options) Outcome {
	o = o.withDefaults(schemas.OpenPlatform)
	if saved, ok := target.(platform.Recorded); ok {
		o.also = saved.Records
	}
	p := platformParty(o)
	p.judge = func(ctx context.Context, c *check, rules func(schemas.Rule) bool) ([]rule.Result, error) {
		c.over = overOf(target)
		return platform.Judge(ctx, target, c.platformOptions(rules))
	}
	return o.do(ctx, p)
}

func platformParty(o Options) party {
	return party{
		subject: schemas.OpenPlatform, scenarios: append([]string{platform.Described}, platform.NewPlan(o.Profile).Names()...),
		beyond: func(c *check, name string) (string, error) {
			s, err := platform.Beyond(name, c.Profile)
			c.chosenWalks = append(c.chosenWalks, s)
			return s.Name, err
		},
	}
}

// ForecastPlatform says what the check of an open platform would perform. means are those of the platform that are known, as a
// platform.Description has them.
func ForecastPlatform(o Options, means ...string) (Forecast, error) {
	o = o.withDefaults(schemas.OpenPlatform)
	var explored platform.Exploring
	f, err := foresee(o, platformParty(o), func(c *check, rules func(schemas.Rule) bool) (*rule.Session[platform.Scenario], error) {
		options := c.platformOptions(rules)
		explored = options.Explore
		return platform.NewSession(platform.Recorded{}, options)
	}, platform.Scenario.Authorised)
	for _, walk := range platform.Explored(explored, o.Profile, means) {
		f.Explored++
		f.Authorisations = append(f.Authorisations, walk.Authorised()...)
	}
	f.Notes = append(f.Notes, o.Explore.foreseen(platform.LongestRandom, "further call")...)
	return f, err
}

// platformOptions are the options of a session that tells the check of everything.
func (c *check) platformOptions(rules func(schemas.Rule) bool) platform.Options {
	o := platform.Options{
		Profile: c.Profile, Explore: c.walksBeyond(),
		Described: func(d platform.Description) {
			c.Subject.Name = cmp.Or(c.Subject.Name, d.Name)
			c.means = d.Means
		},
		Options: judging(c, rules, unknownOutcomes[platform.Scenario], func(_ platform.Scenario, p rule.Performance) int {
			return told(p)
		}),
	}
	planned := o.Observe
	o.Observe = func(s platform.Scenario, p rule.Performance) {
		switch {
		case !s.Drawn():
			planned(s, p)
		case len(p.Records) > 0:
			control, _ := s.Control()
			c.explored, c.walked = append(c.explored, explored{s.Name, p, control.Name}), append(c.walked, s)
		}
	}
	return o
}

// coverWalks says what of the space of an open platform's calls was covered beyond the plan.
func (c *check) coverWalks(r *run.Run) {
	if len(c.walked) == 0 {
		return
	}
	part := func(n platform.Count) run.Part { return run.Part{Covered: n.Covered, Of: n.Of} }
	covered := platform.NewSpace(c.Profile, c.means).Covered(c.walked)
	r.Walks = &run.Walks{
		Scenarios: covered.Walks, Calls: covered.Calls, Authorisations: covered.Authorisations,
		Oddities: part(covered.Oddities), Befores: part(covered.Befores),
		Kinds: part(covered.Kinds), Pairs: part(covered.Pairs), Hearing: part(covered.Hearing),
	}
	if c.Explore.asked() {
		r.Walks.Seed = &c.Explore.Seed
	}
}

// walksBeyond says what is performed beyond the plan of a platform, or in its place.
func (c *check) walksBeyond() platform.Exploring {
	return exploringOf(c, c.chosenWalks, func(name string) (platform.Scenario, error) { return platform.Beyond(name, c.Profile) })
}
