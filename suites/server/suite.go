package server

import (
	"context"
	"slices"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/server/matchers"
	"github.com/signspec/signspec/suites/wire"
)

// Options says how a server is to be judged.
type Options struct {
	// Profile is the edition, as Portal.Profile gives it; nil is that of schemas.DefaultPortal.
	Profile *schemas.Profile
	// Described, where given, gets what is known of the server once it has been reached.
	Described func(Description)
	// Explore says what is performed beyond the plan.
	Explore Exploring
	rule.Options[Scenario]
}

// NewSession makes a session that judges a server; nothing is performed yet. The error is that the rules could not be
// read.
func NewSession(target Server, o Options) (*rule.Session[Scenario], error) {
	if o.Profile == nil {
		portal, err := schemas.LoadPortal(schemas.DefaultPortal)
		if err != nil {
			return nil, err
		}
		o.Profile = portal.Profile()
	}
	plan := NewPlan(o.Profile)
	reached := &reaching{
		target: target, described: o.Described, portal: wire.PortalOf(o.Profile), plan: plan, asked: o.Explore, failFast: o.Enough != nil,
	}
	suite := rule.Suite[Scenario]{
		Title: "A merchant's server", Profile: o.Profile, Plan: plan, Table: Table(),
		Opening: Scenario{Name: Described}, Open: reached.open, Ahead: reached.ahead, Perform: target.Perform,
		OutOfReach: reached.outOfReach, Alone: target.Alone, Users: Scenario.Users, Mixing: "users-isolated",
	}
	if !o.Explore.None {
		catalogue, err := schemas.LoadCatalogue()
		if err != nil {
			return nil, err
		}
		suite.Explore = exploring(plan)
		reached.exploration = suite.Explore
		reached.chosen = func(id string) bool {
			of, ok := catalogue.Rule(id)
			return ok && (o.Rules == nil || o.Rules(of))
		}
	}
	return rule.NewSession(suite, o.Options)
}

// Exploring says what is performed beyond the plan. What covers the space is performed of a server whose attempts can be performed
// beside each other, and where anything at random is asked for.
type Exploring = rule.Exploring[Scenario]

// Judge judges a server by every chosen rule, in their order. The error says why the server could not be reached or
// used any further; there is a result for every rule all the same.
func Judge(ctx context.Context, target Server, o Options) ([]rule.Result, error) {
	session, err := NewSession(target, o)
	if err != nil {
		return nil, err
	}
	return session.Judge(ctx)
}

// reaching is a server that will be reached. What is explored depends on what it has.
type reaching struct {
	target      Server
	described   func(Description)
	portal      *schemas.Portal
	plan        Plan
	asked       Exploring
	failFast    bool
	exploration *rule.Exploration[Scenario]
	chosen      func(id string) bool // whether a rule is judged at all
	begun       bool
	program     bool // the real mini program makes the calls
}

func (r *reaching) open(ctx context.Context) (rule.Opened, error) {
	d, err := r.target.Describe(ctx)
	if err != nil {
		return rule.Opened{}, err
	}
	if r.described != nil {
		r.described(d)
	}
	r.program = slices.Contains(d.Means, Program)
	if r.exploration != nil {
		r.explore(d)
	}
	return rule.Opened{Record: d.record()}, nil
}

// explore sets what is performed beyond the plan.
func (r *reaching) explore(d Description) {
	ex, asked := r.exploration, r.asked
	if len(asked.Only) > 0 {
		ex.Scenarios, ex.Anyway = asked.Only, true
		return
	}
	space := NewSpace(r.portal.Notifies, d.Means)
	ex.Scenarios = Explored(r.plan, r.portal, d.Means, asked)
	ex.Scenarios = rule.WithControls(slices.DeleteFunc(ex.Scenarios, r.showsNothing), func(s Scenario) (Scenario, bool) {
		control, ok := ex.Control(s)
		return control, ok && control.Drawn() // the plan has the others
	})
	known := map[string]bool{}
	add := func(s Scenario) {
		if !known[s.Name] {
			known[s.Name] = true
			ex.Scenarios = append(ex.Scenarios, s)
		}
	}
	for _, s := range ex.Scenarios {
		known[s.Name] = true
	}
	for _, s := range asked.Also {
		add(s)
	}
	for number := range asked.Random {
		add(space.Random(asked.Seed, number+1))
	}
	if asked.More != nil {
		ex.More = func() (Scenario, bool) {
			number, ok := asked.More()
			return space.Random(asked.Seed, number), ok
		}
	}
	ex.Anyway = d.Beside && !r.failFast || asked.Random > 0 || asked.More != nil
}

// Explored lists what covers the space of a server with some means, without what is random, and without controls: more of it where
// anything at random is asked for.
func Explored(plan Plan, portal *schemas.Portal, means []string, asked Exploring) []Scenario {
	surrounded := InSettings(plan, means)
	if asked.Random > 0 || asked.More != nil {
		surrounded = InEverySetting(plan, means)
	}
	return append(surrounded, NewSpace(portal.Notifies, means).Explored()...)
}

// showsNothing says whether no rule that is judged is judged in an explored scenario.
func (r *reaching) showsNothing(s Scenario) bool {
	return !slices.ContainsFunc(Matchers(), func(m *matchers.Matcher) bool {
		return r.chosen(m.Rule()) && r.exploration.Judges(s, m.Rule())
	})
}

// ahead begins to perform what will be asked for, all of it at once, so that all that waits does so together: what is beyond
// the plan comes before what is alone at its end.
func (r *reaching) ahead(ctx context.Context, scenarios []Scenario) bool {
	if r.begun {
		return true
	}
	r.begun = true
	all := slices.Clone(scenarios)
	if r.exploration != nil && r.exploration.Anyway {
		all = append(all, r.exploration.Scenarios...)
	}
	slices.SortStableFunc(all, func(a, b Scenario) int { return a.turn() - b.turn() })
	return r.target.Ahead(ctx, all)
}

// turn orders scenarios that are performed beside each other: a start that is never answered holds up the other starts, so that
// everything else has begun by then.
func (s Scenario) turn() int {
	silent := func(a Attempt) bool {
		return slices.ContainsFunc(a.Consult, func(of Answer) bool { return of.Change == Silence || of.Change == Stalled })
	}
	switch {
	case s.Name == matchers.Good || s.Name == matchers.Refused:
		return 0
	case s.Alone:
		return 3
	case slices.ContainsFunc(s.Attempts, silent):
		return 2
	}
	return 1
}
