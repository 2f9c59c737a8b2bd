package rule

import (
	"context"
	"fmt"
	"slices"

	"github.com/signspec/signspec/schemas/record"
)

// beside says why a rule is not shown in a scenario that breaks it beside others alone.
const beside = "it is broken beside other scenarios, and not alone: scenarios at once bear on each other on this target; " +
	"atOnce: 1 in the target file performs them one after the other"

// besideMixing says the same of a target that is seen to mix up what is performed beside each other.
const besideMixing = "it is broken beside other scenarios, and not alone: that may be a consequence of what breaks %s, and is judged once that is corrected"

// mixing is the index of the rule that a target breaks which mixes up what is performed beside each other; -1 where none is.
func (s *Session[S]) mixing() int {
	return slices.IndexFunc(s.rows, func(row sessionRow) bool { return row.rule.ID == s.suite.Mixing })
}

// openBeside says whether a rule is open since it was broken beside others, and not alone.
func (r Result) openBeside() bool {
	return r.Status == Untested && slices.ContainsFunc(r.Missing, func(m Missing) bool { return m.Reason == beside })
}

// nameMixing says which rule may be the cause of what was broken beside others alone, where that rule is seen to be broken.
func (s *Session[S]) nameMixing(results []Result) {
	if mixing := s.mixing(); mixing < 0 || results[mixing].Status != Broken {
		return
	}
	cause := fmt.Sprintf(besideMixing, s.suite.Mixing)
	for i, r := range results {
		open := r.openBeside()
		for j, m := range r.Missing {
			if m.Reason == beside {
				r.Missing[j].Reason = cause
			}
		}
		if open {
			results[i].Reason = notShown(r.Missing[len(r.Missing)-1])
		}
	}
}

// confirmAll confirms what is broken, rule by rule. What a target breaks that is seen to mix things up is tried alone once: most of it
// will not be broken.
func (s *Session[S]) confirmAll(ctx context.Context, results []Result) {
	if s.suite.Alone == nil {
		return
	}
	mixing, tries := s.mixing(), triesAlone
	if mixing >= 0 && results[mixing].Status == Broken {
		tries = 1
	}
	for i, row := range s.rows {
		if results[i].Status != Broken || i == mixing {
			continue
		}
		if seen, err := s.gather(ctx, row); err == nil {
			results[i] = s.confirm(ctx, row, seen, results[i], tries)
		}
	}
}

// mostConfirmed is how many scenarios that break a rule are performed alone at most, where none of them breaks it so.
const mostConfirmed = 5

// confirm looks whether what breaks a rule breaks it with nothing beside it too, and leaves out what does not. One finding that
// stands is enough: the rule is broken, and the others are told as they were seen.
func (s *Session[S]) confirm(ctx context.Context, row sessionRow, seen gathered, result Result, tries int) Result {
	for confirmed := 0; len(result.Findings) > 0; confirmed++ {
		scenario := result.Findings[0].Record.Scenario
		var found []Finding
		if confirmed < mostConfirmed {
			var ok bool
			if found, ok = s.findAlone(ctx, row, seen, scenario, tries); !ok {
				return result
			}
		}
		result.Findings = append(found, slices.DeleteFunc(result.Findings, func(f Finding) bool { return f.Record.Scenario == scenario })...)
		if len(found) > 0 {
			return result
		}
		result.Scenarios = slices.DeleteFunc(result.Scenarios, func(name string) bool { return name == scenario })
		result.Missing = append(result.Missing, Missing{Scenario: scenario, Reason: beside})
		if confirmed == 0 {
			s.sortByUsers(result.Findings)
		}
	}
	result.Status, result.Reason = Untested, notShown(result.Missing[len(result.Missing)-1])
	return result
}

// sortByUsers puts those found in scenarios of most users first: what takes several to meet shows in these alone.
func (s *Session[S]) sortByUsers(findings []Finding) {
	users := func(f Finding) int {
		scenario, ok := s.suite.Plan.Scenario(f.Record.Scenario)
		if !ok || s.suite.Users == nil {
			return 0
		}
		return s.suite.Users(scenario)
	}
	slices.SortStableFunc(findings, func(a, b Finding) int { return users(b) - users(a) })
}

// triesAlone is how often what broke a rule is performed once more: what meets by chance need not meet again.
const triesAlone = 3

// findAlone returns what a rule finds in a scenario of the plan that has nothing beside it, once in some tries; ok is false where
// that cannot be performed.
func (s *Session[S]) findAlone(ctx context.Context, row sessionRow, seen gathered, name string, tries int) (found []Finding, ok bool) {
	scenario, ok := s.suite.Plan.Scenario(name)
	if !ok {
		return nil, false
	}
	return s.tryAlone(ctx, scenario, tries, func(p Performance) []Finding {
		again := Conclude(row.rule, row.On.Each, s.judgeGathered(row, seen.with(name, p)), nil)
		return slices.DeleteFunc(again.Findings, func(f Finding) bool { return f.Record.Scenario != name })
	})
}

// tryAlone performs a scenario with nothing beside it until something is found in it, so often at most; ok is false where it cannot be
// performed so, and what was seen is all that there is.
func (s *Session[S]) tryAlone(ctx context.Context, scenario S, tries int, find func(Performance) []Finding) (found []Finding, ok bool) {
	for try := range tries {
		p, performed := s.performAlone(ctx, scenario, try)
		if !performed {
			return nil, try > 0
		}
		if found = find(p); len(found) > 0 {
			break
		}
	}
	return found, true
}

// performAlone performs a scenario with nothing beside it; each try once, whatever rules ask for it.
func (s *Session[S]) performAlone(ctx context.Context, scenario S, try int) (p Performance, ok bool) {
	name := scenario.ScenarioName()
	if performed := s.alone[name]; try < len(performed) {
		return performed[try], true
	}
	if s.lost != nil {
		return p, false
	}
	if s.options.Again != nil {
		s.options.Again(scenario)
	}
	p, ok, err := s.suite.Alone(ctx, scenario, try+1)
	if err != nil {
		s.lost = err
		return p, false
	}
	if ok {
		s.alone[name] = append(s.alone[name], p)
		s.observe(scenario, p)
	}
	return p, ok
}

// with is the same with other records of a scenario.
func (seen gathered) with(scenario string, p Performance) gathered {
	seen.run = slices.DeleteFunc(slices.Clone(seen.run), func(r record.Record) bool { return r.Scenario == scenario })
	seen.run = append(seen.run, p.Records...)
	return seen
}
