package merchant

import (
	"context"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant/matchers"
	"github.com/signspec/signspec/suites/rule"
)

// Options says how a mini program is to be judged. The zero value judges by the documented contract.
type Options struct {
	// Profile is the edition of the contract; nil is the documented one.
	Profile *schemas.Profile
	// Seed is what canaries and phone are drawn from; empty is one that nobody knows.
	Seed string
	// Explore lists the scenarios to perform beyond the plan; see Explored.
	Explore []Scenario
	// Described, where given, gets what is known of the program once it has been loaded.
	Described func(Description)
	rule.Options[Scenario]
}

// ScenarioName is the name of the scenario.
func (s Scenario) ScenarioName() string { return s.Name }

// Traits are none: mini programs' scenarios are picked by their names.
func (s Scenario) Traits() []string { return nil }

// NewSession makes a session that judges a mini program; nothing is performed yet. The error is that the rules could
// not be read.
func NewSession(program Program, o Options) (*rule.Session[Scenario], error) {
	if o.Profile == nil {
		o.Profile = schemas.Documented()
	}
	loaded := &loading{program: program, described: o.Described}
	suite := rule.Suite[Scenario]{
		Title: "The use of " + o.Profile.Entry.String(), Profile: o.Profile,
		Plan: DrawPlan(o.Profile, o.Seed), Table: Table(), Explore: exploration(o),
		Opening: Scenario{Name: matchers.Described}, Open: loaded.open, Perform: loaded.perform,
	}
	if a, ok := program.(Ahead); ok {
		suite.Ahead = a.Ahead
	}
	if suite.Explore != nil {
		suite.Explore.Full = func() bool { return loaded.shown > mostShown }
	}
	return rule.NewSession(suite, o.Options)
}

// Judge judges a mini program by every chosen rule, in their order. The error says why the program could not be loaded
// or performed any further; there is a result for every rule all the same.
func Judge(ctx context.Context, program Program, o Options) ([]rule.Result, error) {
	session, err := NewSession(program, o)
	if err != nil {
		return nil, err
	}
	return session.Judge(ctx)
}

// loading is a program that will be loaded.
type loading struct {
	program   Program
	described func(Description)
	shown     int // what was observed of it, in bytes
}

func (l *loading) open(ctx context.Context) (rule.Opened, error) {
	d, err := l.program.Describe(ctx)
	if err != nil {
		return rule.Opened{}, err
	}
	if l.described != nil {
		l.described(d)
	}
	return rule.Opened{Record: d.record(), Virtual: true}, nil
}

func (l *loading) perform(ctx context.Context, s Scenario) (rule.Performance, error) {
	p, err := l.program.Perform(ctx, s)
	if err != nil || p.Untested != "" {
		return rule.Performance{Untested: p.Untested}, err
	}
	l.shown += weight(p.Record)
	return rule.Performance{Records: []record.Record{p.Record}}, nil
}

// record puts a description into the form of a record, so that it is kept and judged like a visit.
func (d Description) record() record.Record {
	seen := record.Fields(
		map[string]record.Value{"pages": record.Texts(d.Pages), "roles": record.Texts(d.Roles), "means": record.Text(d.Means)},
	)
	return record.Record{
		ID: matchers.Described + "#1", Scenario: matchers.Described, API: record.ProgramAPI,
		Args: record.Of(record.Undefined), Callbacks: []string{},
		Events: []record.Event{{Type: record.Returned, Args: []record.Value{seen}}},
		End:    record.Settled,
	}
}
