package merchant

import (
	"context"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant/matchers"
	"github.com/signspec/signspec/suites/rule"
)

// session performs the scenarios of a plan on one program and keeps what was observed.
type session struct {
	program Program
	options Options
	profile *schemas.Profile
	plan    Plan

	described *record.Record
	scenarios *rule.Once[Scenario, Performance]
}

// newSession makes a session; chosen is asked, when the first scenario is needed, which rules are to be judged.
func newSession(program Program, options Options, catalogue *schemas.Catalogue, chosen func() func(schemas.Rule) bool) *session {
	if options.Profile == nil {
		options.Profile = schemas.Documented()
	}
	plan := NewPlan(options.Profile)
	return &session{
		program: program, options: options, profile: options.Profile, plan: plan,
		scenarios: &rule.Once[Scenario, Performance]{
			Name: func(s Scenario) string { return s.Name }, Perform: program.Perform,
			Plan: plan.Scenarios, Needed: func() map[string]bool { return plan.needed(catalogue, chosen()) },
			Progress: options.progress, Observe: options.observe, Lost: options.lost,
		},
	}
}

// needed names the scenarios of the plan that the chosen rules rest on, and those that are performed beside them.
func (p Plan) needed(catalogue *schemas.Catalogue, chosen func(schemas.Rule) bool) map[string]bool {
	names := map[string]bool{}
	for _, group := range groups() {
		for _, r := range group.rules {
			if !chosen(ruleOf(catalogue, r)) {
				continue
			}
			judged, beside := r.on.of(p)
			for _, s := range append(judged, beside...) {
				names[s.Name] = true
			}
		}
	}
	return names
}

// description loads the program, once, and returns what is known of it.
func (s *session) description(ctx context.Context) (record.Record, error) {
	if s.described != nil {
		return *s.described, nil
	}
	if err := s.scenarios.Why(); err != nil {
		return record.Record{}, err
	}
	d, err := s.program.Describe(ctx)
	if err != nil {
		return record.Record{}, s.scenarios.Lose(err)
	}
	r := d.record()
	s.described = &r
	s.options.described(d)
	s.options.observe(Scenario{Name: matchers.Described}, Performance{Record: r})
	return r, nil
}

// record puts a description into the form of a record, so that it is kept and judged like a visit.
func (d Description) record() record.Record {
	seen := record.Fields(map[string]record.Value{"pages": texts(d.Pages), "roles": texts(d.Roles)})
	return record.Record{
		ID: matchers.Described + "#1", Scenario: matchers.Described, API: record.ProgramAPI,
		Args: record.Of(record.Undefined), Callbacks: []string{},
		Events: []record.Event{{Type: record.Returned, Args: []record.Value{seen}}},
		End:    record.Settled,
	}
}

func texts(list []string) record.Value {
	items := make([]record.Value, len(list))
	for i, s := range list {
		items[i] = record.Text(s)
	}
	return record.List(items...)
}
