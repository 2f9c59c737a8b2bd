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

// confirmMixed confirms what is broken on a target that mixes up what is performed beside each other, as that rule says.
func (s *Session[S]) confirmMixed(ctx context.Context, results []Result, mixesUp bool) []Result {
	mixing := s.mixing()
	if !mixesUp || s.suite.Alone == nil {
		return results
	}
	results = slices.Clone(results)
	for i, row := range s.rows {
		if i < len(s.results) || i == mixing || results[i].Status != Broken {
			continue
		}
		if seen, err := s.gather(ctx, row); err == nil {
			if confirmed, err := s.confirm(ctx, row, seen, results[i]); err == nil {
				results[i] = confirmed
			}
		}
	}
	return results
}

// confirm looks whether what breaks a rule breaks it with nothing beside it too, and leaves out what does not. One finding that
// stands is enough: the rule is broken, and the others are told as they were seen.
func (s *Session[S]) confirm(ctx context.Context, row sessionRow, seen gathered, result Result) (Result, error) {
	if s.suite.Alone == nil || result.Status != Broken {
		return result, nil
	}
	for len(result.Findings) > 0 {
		scenario := result.Findings[0].Record.Scenario
		p, ok, err := s.performAlone(ctx, scenario)
		if err != nil || !ok {
			return result, err
		}
		again := Conclude(row.rule, row.On.Each, s.judgeGathered(row, seen.with(scenario, p)), nil)
		found := slices.DeleteFunc(again.Findings, func(f Finding) bool { return f.Record.Scenario != scenario })
		result.Findings = append(found, slices.DeleteFunc(result.Findings, func(f Finding) bool { return f.Record.Scenario == scenario })...)
		if len(found) > 0 {
			return result, nil
		}
		result.Scenarios = slices.DeleteFunc(result.Scenarios, func(name string) bool { return name == scenario })
		result.Missing = append(result.Missing, Missing{Scenario: scenario, Reason: s.beside()})
	}
	last := result.Missing[len(result.Missing)-1]
	result.Status, result.Reason = Untested, "not shown in "+last.Scenario+": "+last.Reason
	return result, nil
}

func (s *Session[S]) beside() string {
	if s.suite.Mixing == "" {
		return beside
	}
	return fmt.Sprintf(besideMixing, s.suite.Mixing)
}

// performAlone performs a scenario of the plan once more with nothing beside it, once.
func (s *Session[S]) performAlone(ctx context.Context, name string) (p Performance, ok bool, err error) {
	scenario, ok := s.suite.Plan.Scenario(name)
	if !ok || s.lost != nil { // what was seen is all that there is
		return p, false, nil
	}
	if p, ok = s.alone[name]; ok {
		return p, true, nil
	}
	if p, ok, err = s.suite.Alone(ctx, scenario); err != nil {
		s.lost = err
	}
	if ok && err == nil {
		s.alone[name] = p
		s.observe(scenario, p)
	}
	return p, ok, err
}

// with is the same with other records of a scenario.
func (seen gathered) with(scenario string, p Performance) gathered {
	seen.run = slices.DeleteFunc(slices.Clone(seen.run), func(r record.Record) bool { return r.Scenario == scenario })
	seen.run = append(seen.run, p.Records...)
	return seen
}
