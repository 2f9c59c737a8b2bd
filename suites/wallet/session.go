package wallet

import (
	"context"
	"errors"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wallet/matchers"
)

// session performs the scenarios of a plan on one wallet and keeps what was observed.
type session struct {
	wallet  Wallet
	options Options
	profile *schemas.Profile
	plan    Plan

	described *record.Record
	blind     []string
	scenarios *rule.Once[Scenario, Performance]
}

func newSession(target Wallet, options Options, plan Plan, catalogue *schemas.Catalogue) *session {
	s := &session{wallet: target, options: options, profile: options.Profile, plan: plan}
	s.scenarios = &rule.Once[Scenario, Performance]{
		Name: func(s Scenario) string { return s.Name }, Perform: target.Perform,
		Plan: plan.Scenarios, Needed: func() map[string]bool { return plan.needed(catalogue, rule.Chosen()) },
		Progress: options.progress, Observe: options.observe, Lost: options.lose,
	}
	return s
}

// availabilityScenario is the name of the record that shows what stands in the container, before any call.
const availabilityScenario = "availability"

// availability reaches the target, once, and returns what stands in its container.
func (s *session) availability(ctx context.Context) (record.Record, error) {
	if s.described != nil {
		return *s.described, nil
	}
	if err := s.scenarios.Why(); err != nil {
		return record.Record{}, err
	}
	d, err := s.wallet.Describe(ctx)
	if err != nil {
		return record.Record{}, s.scenarios.Lose(&UnreachableError{Err: err})
	}
	r := d.record()
	s.described, s.blind = &r, d.Blind
	s.options.observe(Scenario{Name: availabilityScenario}, Performance{Records: []record.Record{r}})
	return r, nil
}

// record puts a description into the form of a record, so that it is kept, replayed and judged like a call.
func (d Description) record() record.Record {
	seen := map[string]record.Value{"entry": d.Entry}
	if d.SDKVersion != nil {
		seen["sdkVersion"] = *d.SDKVersion
	}
	if d.CanIUse != nil {
		seen["canIUse"] = *d.CanIUse
	}
	if d.Time != "" {
		seen["time"] = record.Text(d.Time)
	}
	if len(d.Blind) > 0 {
		var blind []record.Value
		for _, name := range d.Blind {
			blind = append(blind, record.Text(name))
		}
		seen["blind"] = record.List(blind...)
	}
	return record.Record{
		ID: availabilityScenario + "#1", Scenario: availabilityScenario, API: matchers.AvailabilityAPI,
		Args: record.Of(record.Undefined), Callbacks: []string{},
		Events: []record.Event{{Type: record.Returned, Args: []record.Value{record.Fields(seen)}}},
		End:    record.Settled,
	}
}

// perform returns what came of a scenario.
func (s *session) perform(ctx context.Context, scenario Scenario) (Performance, error) {
	there, err := s.availability(ctx)
	if err != nil {
		return Performance{}, err
	}
	if scenario.Name == availabilityScenario {
		return Performance{Records: []record.Record{there}}, nil
	}
	if entry, _ := there.Events[0].Arg().Field("entry"); entry.Kind() != record.Function {
		return Performance{Untested: s.profile.Entry.String() + " is not there to be called"}, nil
	}
	return s.scenarios.Of(ctx, scenario)
}

// UnreachableError is the failure to reach the target at all.
type UnreachableError struct{ Err error }

// Error says that the target could not be reached, and why.
func (e *UnreachableError) Error() string { return "the target could not be reached: " + e.Err.Error() }

// Unwrap returns why.
func (e *UnreachableError) Unwrap() error { return e.Err }

// Unreachable says whether an error means that the target could not be reached at all.
func Unreachable(err error) bool {
	var u *UnreachableError
	return errors.As(err, &u)
}
