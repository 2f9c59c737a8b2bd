package rule

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// judge performs what a rule rests on, as far as that has not been done, and judges it. A matcher that panics is a
// fault of ours and the result says so: it must not cost the other rules their results.
func (s *Session[S]) judge(ctx context.Context, row sessionRow) (result Result) {
	defer func() {
		if cause := recover(); cause != nil {
			result = Result{Rule: row.rule, Status: Errored, Reason: fmt.Sprintf("judging it failed: %v", cause)}
		}
	}()
	seen, err := s.gather(ctx, row)
	if err != nil {
		return Result{Rule: row.rule, Status: Errored, Reason: err.Error()}
	}
	if !row.NeedsInPart && row.Needs != "" && slices.Contains(s.opened.Blind, row.Needs) {
		return Result{Rule: row.rule, Status: Untested, Reason: "the driver cannot observe that on this target (" + row.Needs + ")"}
	}
	if len(seen.judged) == 0 && len(seen.missing) > 0 {
		return Result{Rule: row.rule, Status: Untested, Missing: seen.missing, Reason: notPerformed}
	}
	if len(seen.judged) == 0 && seen.outOfReach != "" {
		return Result{Rule: row.rule, Status: NotApplicable, Reason: seen.outOfReach}
	}
	if len(seen.judged) == 0 {
		return s.unplanned(row.rule)
	}
	judgements := s.judgeGathered(row, seen)
	if len(judgements) == 0 && len(seen.missing) == 0 && seen.impossible != "" {
		return Result{Rule: row.rule, Status: Untested, Reason: seen.impossible}
	}
	result = Conclude(row.rule, row.On.Each, judgements, seen.missing)
	if row.On.Each && !row.On.WherePossible && result.Status == Held && seen.outOfReach != "" {
		return Result{Rule: row.rule, Status: NotApplicable, Reason: seen.outOfReach} // it demands each, and was not shown in that
	}
	return result
}

// judgeGathered is what a rule says of what it rests on.
func (s *Session[S]) judgeGathered(row sessionRow, seen gathered) []Judgement {
	judgements := row.Matcher.Under(s.suite.Profile).Judge(seen.run...)
	return slices.DeleteFunc(judgements, func(j Judgement) bool { return !seen.judged[j.Record.Scenario] })
}

// gathered is what a rule is judged on.
type gathered struct {
	run     []record.Record
	judged  map[string]bool // the names of the scenarios that the rule judges
	missing []Missing       // those of them that could not be performed
	// impossible is why one of them could not be staged, where that alone leaves nothing untested.
	impossible string
	// outOfReach is why one of them is nothing that this kind of target can be shown in.
	outOfReach string
}

// gather performs the scenarios that a row rests on: what is compared with first, as it was observed first.
func (s *Session[S]) gather(ctx context.Context, row sessionRow) (gathered, error) {
	seen := gathered{judged: map[string]bool{}}
	opened, err := s.open(ctx)
	if err != nil {
		return seen, err
	}
	opening := s.suite.Opening.ScenarioName()
	if slices.Contains(row.On.Patterns(), opening) {
		seen.run = append(seen.run, opened.Record)
	}
	if slices.Contains(row.On.Judged, opening) && s.chosen(s.suite.Opening) {
		seen.judged[opening] = true
	}
	judged, compared := s.pick(row.On)
	judged = slices.DeleteFunc(judged, func(of S) bool {
		reason := s.outOfReach(of)
		seen.outOfReach = cmp.Or(seen.outOfReach, reason)
		return reason != ""
	})
	if s.partly() {
		left, with := s.soFar(row.On, judged, compared)
		for _, scenario := range judged {
			if s.stopped != nil && !has(left, scenario) && !row.On.WherePossible {
				seen.missing = append(seen.missing, Missing{Scenario: scenario.ScenarioName(), Reason: notPerformed})
			}
		}
		judged, compared = left, with
	}
	for _, scenario := range compared {
		p, err := s.perform(ctx, scenario)
		if err != nil {
			return seen, err
		}
		seen.run = append(seen.run, p.Records...)
	}
	for _, scenario := range judged {
		p, err := s.perform(ctx, scenario)
		if err != nil {
			return seen, err
		}
		seen.run = append(seen.run, p.Records...)
		seen.judged[scenario.ScenarioName()] = true
		if len(p.Records) == 0 && row.On.WherePossible {
			seen.impossible = cmp.Or(seen.impossible, p.Untested)
		}
		if len(p.Records) == 0 && !row.On.WherePossible {
			seen.missing = append(seen.missing, Missing{Scenario: scenario.ScenarioName(), Reason: p.Untested})
		}
	}
	return seen, nil
}

// outOfReach says why nobody of this kind of target can do what a scenario needs.
func (s *Session[S]) outOfReach(of S) string {
	if s.suite.OutOfReach == nil || s.opened == nil {
		return ""
	}
	return s.suite.OutOfReach(of)
}

// nothingChosen is why a rule is untested for which no chosen scenario of the plan is.
const nothingChosen = "no chosen scenario shows it"

// unplanned is the result of a rule for which the plan has no scenario.
func (s *Session[S]) unplanned(of schemas.Rule) Result {
	if reason, ok := s.suite.Profile.NotApplicable(of.ID); ok {
		return Result{Rule: of, Status: NotApplicable, Reason: reason}
	}
	if s.choosing() {
		return Result{Rule: of, Status: Untested, Reason: nothingChosen}
	}
	return Result{Rule: of, Status: Untested, Reason: "the " + s.suite.Plan.Name + " plan has no scenario for it"}
}

func has[S Scenario](list []S, of S) bool {
	return slices.ContainsFunc(list, func(other S) bool { return other.ScenarioName() == of.ScenarioName() })
}
