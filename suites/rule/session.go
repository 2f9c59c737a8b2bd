package rule

import (
	"context"
	"fmt"
	"slices"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// Session performs the scenarios of a suite on one target, each once, and judges rules by what was observed. It keeps
// every result. It is not safe for concurrent use.
type Session[S Scenario] struct {
	suite   Suite[S]
	options Options[S]
	rows    []sessionRow

	opened       *Opened
	performed    map[string]Performance
	alone        map[string][]Performance // what came of scenarios once more, with nothing beside them, try by try
	needed       int                      // scenarios that the chosen rules rest on
	allPerformed bool
	performing   bool     // the plan is on its way
	stopped      *Stopped // why it ended early; nil where it did not
	lost         error
	results      []Result
	told         map[string]bool // scenarios that Options.Observe was told of
	keptBeyond   map[any]any     // what rules have worked out to judge what was explored, which is all compared with the same
}

// sessionRow is a row with the rule that it is about.
type sessionRow struct {
	Row
	rule  schemas.Rule
	group Group
}

// NewSession makes a session; nothing is performed yet. The error is that the rules could not be read, or that the table
// has a row for a rule that does not exist.
func NewSession[S Scenario](suite Suite[S], options Options[S]) (*Session[S], error) {
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		return nil, err
	}
	s := &Session[S]{suite: suite, options: options, performed: map[string]Performance{}, alone: map[string][]Performance{}, told: map[string]bool{}}
	for _, group := range suite.Table {
		for _, row := range group.Rows {
			rule, ok := catalogue.Rule(row.Matcher.Rule())
			if !ok {
				return nil, fmt.Errorf("the suite has a row for %q, which is no rule", row.Matcher.Rule())
			}
			rule.Level = suite.Profile.Level(rule)
			if options.Rules == nil || options.Rules(rule) {
				s.rows = append(s.rows, sessionRow{row, rule, group})
			}
		}
	}
	return s, nil
}

// Results returns the results so far, in the order in which the rules were judged.
func (s *Session[S]) Results() []Result { return slices.Clone(s.results) }

// Lost says why the target could not be reached or used any further; nil where it could.
func (s *Session[S]) Lost() error { return s.lost }

// Judge performs what the chosen rules rest on, in the order of the plan or in that of Options.Order, and judges them in the
// order of the table. The error is that of Lost: rules that could not be judged because of it are untested, and every rule has
// a result.
func (s *Session[S]) Judge(ctx context.Context) ([]Result, error) {
	var results []Result
	for _, row := range s.rows {
		if judged, compared := s.pick(row.On); len(judged)+len(compared) > 0 || s.choosing() {
			s.performAll(ctx)
		}
		result := s.judge(ctx, row)
		if result.Status == Errored && s.lost != nil {
			result = Result{Rule: row.rule, Status: Untested, Reason: "the run had ended before"}
		}
		if len(results) == len(s.results) && slices.Equal(row.On.Patterns(), []string{s.suite.Opening.ScenarioName()}) {
			s.keep(result) // what stands there is known before anything is performed, and nothing performed changes it
		}
		results = append(results, result)
	}
	told := len(s.results)
	s.confirmAll(ctx, results)
	results = s.explore(ctx, results)
	s.nameMixing(results)
	for _, result := range results[told:] {
		s.keep(result)
	}
	if s.stopped != nil && s.options.Stopped != nil {
		s.options.Stopped(*s.stopped)
	}
	return s.Results(), s.lost
}

func (s *Session[S]) keep(result Result) Result {
	s.results = append(s.results, result)
	if s.options.Judged != nil {
		s.options.Judged(result)
	}
	return result
}

// performAll performs every scenario that the chosen rules rest on, once, so that it is the plan's order that counts, or that
// of Options.Order, and not that of the rules.
func (s *Session[S]) performAll(ctx context.Context) {
	if s.allPerformed {
		return
	}
	s.allPerformed = true
	if _, err := s.open(ctx); err != nil {
		return
	}
	planned := s.Planned()
	if s.options.Order != nil {
		planned = s.options.Order(planned)
	}
	s.needed = len(planned)
	all := planned
	if ex := s.suite.Explore; ex != nil && (s.opened.Virtual || ex.Anyway) {
		all = slices.Concat(planned, ex.Scenarios)
		s.needed = len(all)
	}
	if s.options.Planned != nil {
		s.options.Planned(all)
	}
	if s.suite.Ahead != nil && s.options.Enough == nil { // what is performed ahead cannot be left out any more
		if s.suite.Ahead(ctx, planned) && s.options.Beside != nil {
			s.options.Beside()
		}
	}
	s.performing = true
	defer func() { s.performing = false }()
	for _, scenario := range planned {
		if _, err := s.perform(ctx, scenario); err != nil {
			return
		}
		if s.lookForEnough(ctx); s.stopped != nil {
			return
		}
	}
}

// open reaches the target, once.
func (s *Session[S]) open(ctx context.Context) (Opened, error) {
	if s.opened != nil {
		return *s.opened, nil
	}
	if s.lost != nil {
		return Opened{}, s.lost
	}
	opened, err := s.suite.Open(ctx)
	if err != nil {
		s.lost = err
		return Opened{}, err
	}
	s.opened = &opened
	s.observe(s.suite.Opening, Performance{Records: []record.Record{opened.Record}})
	return opened, nil
}

// perform returns what came of a scenario, which it performs where that has not been done.
func (s *Session[S]) perform(ctx context.Context, scenario S) (Performance, error) {
	if p, ok := s.performed[scenario.ScenarioName()]; ok {
		return p, nil
	}
	if s.lost != nil {
		return Performance{}, s.lost
	}
	if s.stopped != nil {
		return Performance{Untested: notPerformed}, nil
	}
	number := len(s.performed) + 1
	if s.options.Progress != nil {
		s.options.Progress(number, max(s.needed, number), scenario)
	}
	p, err := s.suite.Perform(ctx, scenario)
	if err != nil {
		s.lost = err
		return Performance{}, err
	}
	s.performed[scenario.ScenarioName()] = p
	s.observe(scenario, p)
	return p, nil
}

func (s *Session[S]) observe(scenario S, p Performance) {
	s.told[scenario.ScenarioName()] = true
	if s.options.Observe != nil {
		s.options.Observe(scenario, p)
	}
}
