package draft

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
)

// Program is the program to be configured.
type Program struct {
	// Folder is how signspec.yaml names its folder, such as ".".
	Folder string
	Pages  []string
	// Profiles are the profiles that it may be written for, the default first.
	Profiles []*schemas.Profile
	// Script is its code, in which the values are found that it compares replies with.
	Script string
	// Notes are what keeps parts of it from being run, such as packages that are missing, or a page that is H5.
	Notes []string
	// Progress, where it is not nil, is told what is being tried.
	Progress func(string)
}

// Draft is a configuration that was found by exploring.
type Draft struct {
	// YAML is the signspec.yaml, with comments.
	YAML []byte
	// Found says that the program was seen to call the signing API; Story tells otherwise what was seen instead.
	Found bool
	Story []string
}

// Make explores a program and writes its configuration. The error is one of the explorer's.
func Make(ctx context.Context, explorer Explorer, program Program) (*Draft, error) {
	s := &search{
		explorer: explorer, compared: comparisons(program.Script), left: maxExplorations, targets: map[string][]Target{},
		stubs: map[string]schemas.Stub{}, queries: map[string][]string{}, progress: program.Progress,
	}
	if s.progress == nil {
		s.progress = func(string) {}
	}
	way, err := s.find(ctx, program.Pages)
	var over *Over
	if errors.As(err, &over) {
		program.Notes = append(slices.Clone(program.Notes), "the search ended early: "+over.Reason)
	} else if err != nil {
		return nil, err
	}
	if way == nil {
		return notFound(s, program), nil
	}
	routes, err := s.complete(ctx, way)
	if err != nil {
		return nil, err
	}
	return &Draft{Found: true, YAML: write(header{
		folder: program.Folder, open: way.open, query: queryOf(way.run.Query, way.query), start: way.start, stubs: s.stubs,
		profile: profileOf(way.run, program.Profiles), notes: program.Notes,
	}, routes)}, nil
}

// maxRounds is how often the routes are tried and completed: each time the program comes a request further.
const maxRounds = 4

// complete runs what was found with every outcome, first with stand-ins and then with the routes that come of that,
// until no request is left without a route.
func (s *search) complete(ctx context.Context, way *found) ([]route, error) {
	runs := []run{{way.run, false}}
	var routes []route
	for range maxRounds {
		more, err := s.outcomes(ctx, way, routes)
		var over *Over
		if err != nil && !errors.As(err, &over) {
			return nil, err
		}
		runs = append(runs, more...)
		known := len(routes)
		routes = routesOf(runs, way.values, s.compared)
		if len(routes) == known {
			break
		}
	}
	return routes, nil
}

// situation is one in which a program asks its server for something else.
type situation struct {
	answer merchant.Answer
	server merchant.Server
}

// situations lists everything that sends a correct program another way.
func situations() []situation {
	var all []situation
	for _, outcome := range record.Outcomes() {
		all = append(all, situation{merchant.Answer{How: merchant.Plain, Outcome: outcome}, Smooth()})
	}
	for _, how := range []merchant.How{merchant.Silence, merchant.WithoutCode, merchant.EmptyFailure, merchant.Throws} {
		all = append(all, situation{merchant.Answer{How: how, Outcome: record.Approve}, Smooth()})
	}
	for _, result := range []merchant.ServerAnswer{merchant.Rejects, merchant.NoAnswer} {
		all = append(all, situation{Approved(), merchant.Server{Prepare: merchant.Answers, Result: result, Status: merchant.Answers}})
	}
	return all
}

// outcomes runs what was found in every situation.
func (s *search) outcomes(ctx context.Context, way *found, routes []route) ([]run, error) {
	var plain []schemas.Route
	for _, r := range routes {
		plain = append(plain, r.Route)
	}
	var runs []run
	for _, one := range situations() {
		explored, err := s.explore(ctx, Exploration{
			Open: way.open, Start: way.start, Query: way.query, Values: way.values, Routes: plain, Server: one.server, Answer: one.answer,
		})
		if err != nil {
			return runs, err
		}
		runs = append(runs, run{explored, one.answer == merchant.Answer{How: merchant.Plain, Outcome: record.Unknown}})
	}
	return runs, nil
}

// profileOf returns the name of the profile whose entry point and parameter the program uses; the default where there
// is none.
func profileOf(run Explored, profiles []*schemas.Profile) string {
	for _, e := range run.Events {
		if e.Type != record.Called {
			continue
		}
		api, _ := e.Arg().Field("api")
		options, _ := e.Arg().Field("options")
		entry, _ := api.Str()
		for _, p := range profiles {
			passed := slices.ContainsFunc(p.Parameters(), func(name string) bool { _, there := options.Field(name); return there })
			if passed && p.Entry.String() == entry {
				return p.Name
			}
		}
	}
	return schemas.DefaultProfile
}

// queryOf are the names that were read of a query, with the values that led further.
func queryOf(names []string, values schemas.Query) schemas.Query {
	query := schemas.Query{}
	for _, name := range names {
		query[name] = "1"
		if value, known := values[name]; known {
			query[name] = value
		}
	}
	return query
}

// noted says whether one of the notes is about a page.
func noted(notes []string, page string) bool {
	return slices.ContainsFunc(notes, func(note string) bool { return strings.HasPrefix(note, page+":") })
}

// notFound is a draft of what is known where nothing leads to the signing.
func notFound(s *search, program Program) *Draft {
	d := &Draft{Story: append(slices.Clone(program.Notes), s.story...)}
	open, start := program.Pages[0], []schemas.Step{{Fire: "onSign"}}
	chosen := false
	for _, page := range program.Pages {
		if len(s.targets[page]) == 0 && !noted(program.Notes, page) {
			d.Story = append(d.Story, page+": nothing on it can be tapped")
		}
		if names := s.queries[page]; len(names) > 0 {
			d.Story = append(d.Story, page+": it reads of its query: "+strings.Join(names, ", "))
		}
		for _, t := range s.targets[page] {
			if step, ok := stepOf(t); ok && !chosen {
				open, start, chosen = page, []schemas.Step{step}, true
			}
		}
	}
	d.YAML = write(header{
		folder: program.Folder, open: open, query: queryOf(s.queries[open], nil), start: start, stubs: s.stubs, profile: schemas.DefaultProfile,
		missing: d.Story,
	}, []route{{
		Route:   schemas.Route{Role: schemas.PrepareRole, Request: "POST /api/sign/prepare", Reply: map[string]any{"authUrl": "{signStr}"}},
		comment: "an example: nothing that was tapped led to the signing",
	}})
	return d
}
