package wallet

import (
	"context"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// Options says how a wallet is to be judged. The zero value judges by the documented contract with the full plan.
type Options struct {
	// Profile is the edition of the contract; nil is the documented one.
	Profile *schemas.Profile
	// Plan is the name of the plan, Full or Thrifty; empty is Full.
	Plan string
	// Explore lists the scenarios to perform beyond the plan; see Explored and Random.
	Explore []Scenario
	// ExploreAnyway performs these on a target whose time is real as well; More goes on after them, as long as it returns one.
	ExploreAnyway bool
	More          func() (Scenario, bool)
	// Seed is what states and sign strings are drawn from; empty is one that nobody knows.
	Seed string
	rule.Options[Scenario]
}

// NewSession makes a session that judges a wallet; nothing is performed yet. The error is that the plan is unknown or
// that the rules could not be read.
func NewSession(target Wallet, o Options) (*rule.Session[Scenario], error) {
	if o.Profile == nil {
		o.Profile = schemas.Documented()
	}
	if o.Plan == "" {
		o.Plan = Full
	}
	plan, err := DrawPlan(o.Plan, o.Profile, o.Seed)
	if err != nil {
		return nil, err
	}
	opened := &reached{wallet: target, profile: o.Profile}
	return rule.NewSession(rule.Suite[Scenario]{
		Title: "The contract of " + o.Profile.Entry.String(), Profile: o.Profile,
		Plan: plan, Table: Table(), Explore: exploration(o), Plain: plainOf,
		Opening: Scenario{Name: Availability}, Open: opened.open, Ahead: opened.ahead, Perform: opened.perform,
	}, o.Options)
}

// Judge judges a wallet by every chosen rule, in their order. The error says why the wallet could not be reached or used
// any further; there is a result for every rule all the same.
func Judge(ctx context.Context, target Wallet, o Options) ([]rule.Result, error) {
	session, err := NewSession(target, o)
	if err != nil {
		return nil, err
	}
	return session.Judge(ctx)
}

// reached is a wallet that has been described, or will be.
type reached struct {
	wallet  Wallet
	profile *schemas.Profile
	entry   record.Value
}

func (r *reached) open(ctx context.Context) (rule.Opened, error) {
	d, err := r.wallet.Describe(ctx)
	if err != nil {
		return rule.Opened{}, &rule.UnreachableError{Err: err}
	}
	r.entry = d.Entry
	return rule.Opened{Record: d.record(), Blind: d.Blind, Virtual: d.Time == "virtual"}, nil
}

func (r *reached) ahead(ctx context.Context, scenarios []Scenario) bool {
	return r.entry.Kind() == record.Function && PerformAhead(ctx, r.wallet, scenarios)
}

func (r *reached) perform(ctx context.Context, s Scenario) (rule.Performance, error) {
	if r.entry.Kind() != record.Function {
		return Performance{Untested: r.profile.Entry.String() + " is not there to be called"}, nil
	}
	return r.wallet.Perform(ctx, s)
}
