package merchant

import (
	"context"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/judges"
)

// session performs the scenarios of a plan on one program, each once, on first need, and keeps what was observed.
type session struct {
	program Program
	options Options
	profile *schemas.Profile
	plan    Plan

	described *record.Record
	performed map[string]Performance
	lost      error // why the program cannot be used any more
}

func newSession(program Program, options Options) *session {
	if options.Profile == nil {
		options.Profile = schemas.Documented()
	}
	return &session{
		program: program, options: options, profile: options.Profile, plan: NewPlan(options.Profile), performed: map[string]Performance{},
	}
}

// description loads the program, once, and returns what is known of it.
func (s *session) description(ctx context.Context) (record.Record, error) {
	if s.described != nil {
		return *s.described, nil
	}
	if s.lost != nil {
		return record.Record{}, s.lost
	}
	d, err := s.program.Describe(ctx)
	if err != nil {
		return record.Record{}, s.lose(err)
	}
	r := d.record()
	s.described = &r
	s.options.described(d)
	s.options.observe(Scenario{Name: judges.Described}, Performance{Record: r})
	return r, nil
}

// record puts a description into the form of a record, so that it is kept and judged like a visit.
func (d Description) record() record.Record {
	seen := record.Fields(map[string]record.Value{"pages": texts(d.Pages), "roles": texts(d.Roles)})
	return record.Record{
		ID: judges.Described + "#1", Scenario: judges.Described, API: record.ProgramAPI,
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

// perform returns what came of a scenario, and performs it if it has not been.
func (s *session) perform(ctx context.Context, scenario Scenario) (Performance, error) {
	if p, ok := s.performed[scenario.Name]; ok {
		return p, nil
	}
	if s.lost != nil {
		return Performance{}, s.lost
	}
	p, err := s.program.Perform(ctx, scenario)
	if err != nil {
		return Performance{}, s.lose(err)
	}
	s.performed[scenario.Name] = p
	s.options.observe(scenario, p)
	s.options.progress(len(s.performed), len(s.plan.Scenarios), scenario.Name)
	return p, nil
}

// lose gives the program up.
func (s *session) lose(err error) error {
	s.lost = err
	s.options.lost(err)
	return err
}
