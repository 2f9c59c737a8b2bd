package rule

import (
	"context"
	"slices"
)

// Stopped is why a session ended before everything had been performed.
type Stopped struct {
	// Rule and Scenario are of the break that was enough.
	Rule, Scenario string
	// NotPerformed are the scenarios of the plan that were not performed; Beyond counts those beyond it.
	NotPerformed []string
	Beyond       int
}

// notPerformed is why a scenario was not performed after that.
const notPerformed = "not performed, since the run stopped at the first break"

// stop ends the performing.
func (s *Session[S]) stop(result Result) {
	last := result.Findings[len(result.Findings)-1]
	s.stopped = &Stopped{Rule: result.Rule.ID, Scenario: last.Record.Scenario}
	for _, scenario := range s.Planned() {
		if _, ok := s.performed[scenario.ScenarioName()]; !ok {
			s.stopped.NotPerformed = append(s.stopped.NotPerformed, scenario.ScenarioName())
		}
	}
}

// lookForEnough stops the performing where some rule is broken by what was performed so far, and that is enough. A rule is
// asked as soon as everything has been performed that it compares with.
func (s *Session[S]) lookForEnough(ctx context.Context) {
	if s.options.Enough == nil || s.stopped != nil || s.lost != nil {
		return
	}
	for _, row := range s.rows {
		if result := s.judge(ctx, row); result.Status == Broken && s.options.Enough(result) {
			s.stop(result)
			return
		}
	}
}

// soFar leaves of what a rule judges and compares with what was performed, while not everything has been. Where something
// is missing that it compares with, nothing is left.
func (s *Session[S]) soFar(on Selection, judged, compared []S) (nowJudged, nowCompared []S) {
	missing := func(of S) bool {
		_, ok := s.performed[of.ScenarioName()]
		return !ok
	}
	nowJudged = slices.DeleteFunc(slices.Clone(judged), missing)
	for name := range s.company(on, nowJudged) {
		if _, ok := s.performed[name]; !ok {
			return nil, nil
		}
	}
	if slices.ContainsFunc(compared, missing) {
		return nil, nil
	}
	return nowJudged, compared
}

// partly says whether rules are judged by a part of what they rest on.
func (s *Session[S]) partly() bool { return s.performing || s.stopped != nil }
