package rule

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// Exploration is what a session performs beyond its plan: scenarios drawn from the space of what may be done. Every rule is
// judged in each of them, and none demands any.
type Exploration[S Scenario] struct {
	Scenarios []S
	// Anyway performs Scenarios on a target whose time is real as well; More is always performed.
	Anyway bool
	// More, where given, goes on after Scenarios: it returns the next scenario, until there is none.
	More func() (S, bool)
	// Full, where given, says that so much has been observed that no more is performed of Scenarios.
	Full func() bool
	// Base names the scenarios of the plan, and perhaps the opening one, that an explored one is compared with.
	Base []string
	// Control, where given, is the scenario that one is compared with besides; ok is false where there is none.
	Control func(S) (of S, ok bool)
	// Judges says whether the rule of an id may be held against a scenario.
	Judges func(s S, id string) bool
	// Speaker, where given, is the id of the rule that speaks for a scenario, and "" where none does: where that is broken, it alone is.
	Speaker func(S) string
	// Smaller lists the scenarios that are a little smaller than this one, the smallest first. Each must be performable.
	Smaller func(S) []S
	// Size orders scenarios: the smaller, the plainer.
	Size func(S) int
}

// shrinkSteps bounds how many scenarios are performed to make one smaller: it keeps shrinking well below a second.
const shrinkSteps = 150

// explored is what the exploration says of one rule.
type explored[S Scenario] struct {
	held   int
	broken []S    // the scenarios in which it is broken, the smallest first
	first  string // the name of the one of them that was performed first
	// findings are those of the smallest scenario that shows it.
	findings []Finding
	smallest S
	size     int
	unshown  string // why the first that shows nothing does not
}

// judgedOne is what the records of one scenario say of a rule.
type judgedOne struct {
	held     bool
	findings []Finding
	unshown  string // why the first record that shows nothing does not
}

// explore performs and judges what lies beyond the plan, and adds to the results what only that has shown.
func (s *Session[S]) explore(ctx context.Context, results []Result) []Result {
	ex := s.suite.Explore
	if ex != nil && s.stopped != nil && (s.opened.Virtual || ex.Anyway) {
		s.stopped.Beyond = len(ex.Scenarios)
	}
	if ex == nil || s.lost != nil || s.stopped != nil || s.opened == nil || len(s.performed) == 0 && !s.choosing() {
		return results
	}
	base := s.base()
	s.keptBeyond = map[any]any{}
	beyond := make([]explored[S], len(s.rows))
	add := func(scenario S) { // judged at once, while what is performed ahead goes on
		p, err := s.perform(ctx, scenario)
		if err != nil || len(p.Records) == 0 {
			return
		}
		run, own := slices.Concat(s.beside(ctx, scenario, base), p.Records), map[any]any{}
		for i, row := range s.rows {
			s.judgeExplored(&beyond[i], row, scenario, p.Records, run, own)
		}
		s.lookBeyondForEnough(scenario, p.Records, s.beside(ctx, scenario, base))
	}
	full := func() bool { return ex.Full != nil && ex.Full() }
	if s.suite.Ahead != nil && s.options.Enough == nil && !full() {
		s.suite.Ahead(ctx, ex.Scenarios)
	}
	for i, scenario := range ex.Scenarios {
		if !s.opened.Virtual && !ex.Anyway || s.lost != nil || full() {
			break
		}
		if s.stopped != nil {
			s.stopped.Beyond = len(ex.Scenarios) - i
			break
		}
		add(scenario)
	}
	for ex.More != nil && s.lost == nil && s.stopped == nil {
		scenario, ok := ex.More()
		if !ok {
			break
		}
		add(scenario)
	}
	s.leaveToSpeakers(beyond, results)
	for i := range beyond {
		if len(beyond[i].broken) > 0 {
			beyond[i].first = beyond[i].broken[0].ScenarioName()
		}
	}
	s.shrinkAll(ctx, beyond, results, base)
	results = slices.Clone(results)
	for i := range results {
		results[i].Explored = beyond[i].held + len(beyond[i].broken)
		if results[i].Status == Untested && beyond[i].held > 0 && len(results[i].Missing) == 0 {
			results[i].Status, results[i].Reason = Held, "" // shown beyond the plan, which had nothing for it
		}
		if results[i].Reason == nothingChosen && beyond[i].unshown != "" {
			results[i].Reason = beyond[i].unshown
		}
		if found := beyond[i].findings; len(found) > 0 {
			results[i].Status, results[i].Reason = Broken, ""
			results[i].Findings = append(results[i].Findings, found...)
			results[i].Scenarios = append(results[i].Scenarios, found[0].Record.Scenario)
		}
	}
	for i := range results {
		if len(beyond[i].broken) > 0 && results[i].Status == Held {
			results[i].Status, results[i].Reason = Untested, mayComeOf(results, beyond[i].first)
		}
	}
	return results
}

// leaveToSpeakers takes out what other rules say of a scenario where the rule that speaks for it is broken, in that scenario or in
// the plan.
func (s *Session[S]) leaveToSpeakers(beyond []explored[S], results []Result) {
	if s.suite.Explore.Speaker == nil {
		return
	}
	inPlan, spoken := map[string]bool{}, map[string]bool{}
	for i, row := range s.rows {
		inPlan[row.rule.ID] = results[i].Status == Broken
		for _, scenario := range beyond[i].broken {
			spoken[scenario.ScenarioName()] = spoken[scenario.ScenarioName()] || s.suite.Explore.Speaker(scenario) == row.rule.ID
		}
	}
	for i, row := range s.rows {
		beyond[i].broken = slices.DeleteFunc(beyond[i].broken, func(scenario S) bool {
			speaker := s.suite.Explore.Speaker(scenario)
			return speaker != row.rule.ID && (inPlan[speaker] || spoken[scenario.ScenarioName()])
		})
	}
}

// brokenBeyond begins the reason of a rule that is broken beyond the plan only.
const brokenBeyond = "no verdict, since it holds in the plan and explored scenarios break it"

// IsBrokenBeyond says whether a rule is untested for that reason: the records of the plan alone show that it holds.
func IsBrokenBeyond(reason string) bool { return strings.HasPrefix(reason, brokenBeyond) }

// mayComeOf says why a rule that is broken beyond the plan only is no finding: what breaks other rules may be the cause.
func mayComeOf(results []Result, scenario string) string {
	var broken []string
	for _, r := range results {
		if r.Status == Broken {
			broken = append(broken, r.Rule.ID)
		}
	}
	if len(broken) == 0 {
		return fmt.Sprintf("%s, such as %s, but not once more alone: what went on beside it may be the cause, or a machine that is too busy",
			brokenBeyond, scenario)
	}
	return fmt.Sprintf("%s, such as %s, maybe by the same cause as %s; it is judged once that is corrected", brokenBeyond, scenario,
		strings.Join(broken, ", "))
}

// lookBeyondForEnough stops the exploring where a scenario breaks some rule, and that is enough.
func (s *Session[S]) lookBeyondForEnough(scenario S, records, base []record.Record) {
	if s.options.Enough == nil {
		return
	}
	for _, row := range s.rows {
		if !s.suite.Explore.Judges(scenario, row.rule.ID) {
			continue
		}
		findings := s.judgeOne(row, records, slices.Concat(base, records), map[any]any{}).findings
		if result := (Result{Rule: row.rule, Status: Broken, Findings: findings}); len(findings) > 0 && s.options.Enough(result) {
			s.stop(result)
			return
		}
	}
}

// base is what explored scenarios are compared with: what was performed once more with nothing beside it counts.
func (s *Session[S]) base() []record.Record {
	var base []record.Record
	for _, name := range s.suite.Explore.Base {
		if name == s.suite.Opening.ScenarioName() {
			base = append(base, s.opened.Record)
		}
		p := s.performed[name]
		if alone := s.alone[name]; len(alone) > 0 {
			p = alone[len(alone)-1]
		}
		base = append(base, p.Records...)
	}
	return base
}

// beside is what a scenario is compared with: the base, and its control, which is performed where that has not been done.
func (s *Session[S]) beside(ctx context.Context, scenario S, base []record.Record) []record.Record {
	if s.suite.Explore.Control == nil {
		return base
	}
	control, ok := s.suite.Explore.Control(scenario)
	if !ok {
		return base
	}
	p, seen := s.performed[control.ScenarioName()]
	if !seen {
		var err error
		if p, err = s.suite.Perform(ctx, control); err != nil {
			s.lost = err
			return base
		}
		s.performed[control.ScenarioName()] = p
		s.observe(control, p)
	}
	return slices.Concat(base, p.Records)
}

// judgeExplored notes what a rule says of a scenario.
func (s *Session[S]) judgeExplored(beyond *explored[S], row sessionRow, scenario S, records, run []record.Record, own map[any]any) {
	if !s.suite.Explore.Judges(scenario, row.rule.ID) {
		return
	}
	switch of := s.judgeOne(row, records, run, own); {
	case len(of.findings) > 0:
		beyond.broken = append(beyond.broken, scenario)
	case of.held:
		beyond.held++
	case beyond.unshown == "":
		beyond.unshown = of.unshown
	}
}

// judgeOne judges the records of one scenario in the company of a run.
func (s *Session[S]) judgeOne(row sessionRow, records, run []record.Record, own map[any]any) judgedOne {
	var of judgedOne
	if slices.Contains(s.opened.Blind, row.Needs) && row.Needs != "" && !row.NeedsInPart {
		return of
	}
	for _, j := range row.Matcher.Under(s.suite.Profile).judgeIn(records, run, s.keptBeyond, own) {
		switch j.Status {
		case Broken:
			of.findings = append(of.findings, Finding{Record: j.Record, Expected: j.Expected, Observed: j.Observed, Place: j.Place})
		case Held:
			of.held = true
		case Unjudged, NotApplicable:
			of.unshown = cmp.Or(of.unshown, j.Reason)
		}
	}
	return of
}

// shrinkAll finds, for the rules that only the exploration has shown broken, the smallest scenario that shows it. What the
// plan itself has shown broken comes first: what else breaks in explored scenarios may well come of that. And of the rules
// that only explored scenarios break, those that it takes more to break than another may come of that other's cause. What is broken
// only beside others is a consequence of what mixes them up, whatever else is broken: the rule about that comes first then.
func (s *Session[S]) shrinkAll(ctx context.Context, beyond []explored[S], results []Result, base []record.Record) {
	level := func(of func(Result) bool) bool { return slices.ContainsFunc(results, of) }
	mustBroken := level(func(r Result) bool { return r.Status == Broken && r.Rule.Level == schemas.Must })
	broken := level(func(r Result) bool { return r.Status == Broken })
	mixesUp := slices.ContainsFunc(results, Result.openBeside)
	for i := range beyond {
		ofAnother := mustBroken || broken && results[i].Rule.Level != schemas.Must
		if len(beyond[i].broken) == 0 || results[i].Status == Broken || ofAnother && !(mixesUp && i == s.mixing()) {
			continue
		}
		s.shrink(ctx, &beyond[i], s.rows[i], base)
	}
	s.confirmBeyond(ctx, beyond, base)
	// What a caller meets who does what is documented comes before what one meets beyond it.
	mustFound := false
	for i := range beyond {
		mustFound = mustFound || len(beyond[i].findings) > 0 && s.rows[i].rule.Level == schemas.Must
	}
	for i := range beyond {
		if mustFound && s.rows[i].rule.Level != schemas.Must {
			beyond[i].findings = nil
		}
	}
	least := 0
	for i := range beyond {
		if len(beyond[i].findings) > 0 && (least == 0 || beyond[i].size < least) {
			least = beyond[i].size
		}
	}
	shown := map[string]bool{} // the records that a rule before in the table is broken by: one cause is told once
	for i := range beyond {
		if beyond[i].size > least {
			beyond[i].findings = nil
		}
		if found := beyond[i].findings; len(found) > 0 {
			if shown[found[0].Record.ID] {
				beyond[i].findings = nil
			}
			shown[found[0].Record.ID] = true
		}
	}
}

// confirmBeyond performs alone what explored scenarios show of a target on which others went on beside them: what that does not break
// is no finding. The rule about what is mixed up shows beside others only.
func (s *Session[S]) confirmBeyond(ctx context.Context, beyond []explored[S], base []record.Record) {
	if s.suite.Alone == nil {
		return
	}
	for i, row := range s.rows {
		if i != s.mixing() && len(beyond[i].findings) > 0 && !s.breaksAlone(ctx, row, beyond[i].smallest, base) {
			beyond[i].findings = nil
		}
	}
}

// breaksAlone says whether a scenario breaks a rule with nothing beside it, or cannot be performed so.
func (s *Session[S]) breaksAlone(ctx context.Context, row sessionRow, of S, base []record.Record) bool {
	beside := s.beside(ctx, of, base)
	found, ok := s.tryAlone(ctx, of, triesAlone, func(p Performance) []Finding {
		found := s.judgeOne(row, p.Records, slices.Concat(beside, p.Records), map[any]any{}).findings
		return found
	})
	return !ok || len(found) > 0
}

// shrink finds the smallest scenario that breaks a rule, by trying smaller ones than the smallest that is known until none
// of them breaks it.
func (s *Session[S]) shrink(ctx context.Context, beyond *explored[S], row sessionRow, base []record.Record) {
	ex := s.suite.Explore
	slices.SortStableFunc(beyond.broken, func(a, b S) int { return cmp.Compare(ex.Size(a), ex.Size(b)) })
	smallest := beyond.broken[0]
	records := s.performed[smallest.ScenarioName()].Records
	findings := s.judgeOne(row, records, slices.Concat(s.beside(ctx, smallest, base), records), map[any]any{}).findings
	tried := map[string]bool{smallest.ScenarioName(): true}
	for again := s.stopped == nil || s.opened.Virtual; again; { // where time is real, enough is enough
		again = false
		for _, scenario := range ex.Smaller(smallest) {
			name := scenario.ScenarioName()
			if tried[name] || len(tried) > shrinkSteps || !ex.Judges(scenario, row.rule.ID) {
				continue
			}
			tried[name] = true
			p, seen := s.performed[name]
			if !seen {
				var err error
				if p, err = s.suite.Perform(ctx, scenario); err != nil {
					s.lost = err
					return
				}
			}
			beside := s.beside(ctx, scenario, base)
			if found := s.judgeOne(row, p.Records, slices.Concat(beside, p.Records), map[any]any{}).findings; len(found) > 0 {
				smallest, findings, again = scenario, found, true
				s.performed[name] = p
				break
			}
		}
	}
	beyond.findings, beyond.smallest, beyond.size = findings[:1], smallest, ex.Size(smallest)
	beyond.findings[0].Also = len(beyond.broken)
	if _, told := s.told[smallest.ScenarioName()]; !told {
		s.observe(smallest, s.performed[smallest.ScenarioName()])
	}
}

// Performed returns what came of each scenario that was performed, by its name.
func (s *Session[S]) Performed() map[string]Performance { return maps.Clone(s.performed) }
