package server

import (
	"context"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/rule"
)

// Options says how a server is to be judged.
type Options struct {
	// Profile is the edition, as Portal.Profile gives it; nil is that of schemas.DefaultPortal.
	Profile *schemas.Profile
	// Described, where given, gets what is known of the server once it has been reached.
	Described func(Description)
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
	reached := &reaching{target: target, described: o.Described}
	return rule.NewSession(rule.Suite[Scenario]{
		Title: "A merchant's server", Profile: o.Profile, Plan: NewPlan(o.Profile), Table: Table(),
		Opening: Scenario{Name: Described}, Open: reached.open, Ahead: target.Ahead, Perform: target.Perform,
	}, o.Options)
}

// Judge judges a server by every chosen rule, in their order. The error says why the server could not be reached or
// used any further; there is a result for every rule all the same.
func Judge(ctx context.Context, target Server, o Options) ([]rule.Result, error) {
	session, err := NewSession(target, o)
	if err != nil {
		return nil, err
	}
	return session.Judge(ctx)
}

// reaching is a server that will be reached.
type reaching struct {
	target    Server
	described func(Description)
}

func (r *reaching) open(ctx context.Context) (rule.Opened, error) {
	d, err := r.target.Describe(ctx)
	if err != nil {
		return rule.Opened{}, err
	}
	if r.described != nil {
		r.described(d)
	}
	return rule.Opened{Record: d.record()}, nil
}
