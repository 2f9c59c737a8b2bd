package rule

import "slices"

// pick returns the scenarios of the plan that a rule judges, and those that are only compared with. Where scenarios were
// chosen, no other is judged, and a rule that judges none of them needs nothing.
func (s *Session[S]) pick(on Selection) (judged, compared []S) {
	judged, compared = Pick(on, s.suite.Plan)
	if !s.choosing() {
		return judged, compared
	}
	judged = slices.DeleteFunc(judged, func(of S) bool { return !s.chosen(of) })
	opening := s.chosen(s.suite.Opening) && slices.Contains(on.Judged, s.suite.Opening.ScenarioName())
	if len(judged) == 0 && !opening {
		return nil, nil
	}
	needed := s.company(on, judged)
	compared = slices.DeleteFunc(slices.Clone(s.suite.Plan.Scenarios), func(of S) bool {
		return !needed[of.ScenarioName()] || has(judged, of)
	})
	return judged, compared
}

// company names the scenarios of the plan that a rule compares chosen ones with.
func (s *Session[S]) company(on Selection, chosen []S) map[string]bool {
	names := map[string]bool{}
	first := slices.Clone(on.ComparedFirst)
	if s.suite.Plain != nil {
		for _, of := range chosen {
			first = append(first, s.suite.Plain(of)...)
		}
	}
	plan := s.suite.Plan.Scenarios
	for _, pattern := range first {
		if i := slices.IndexFunc(plan, func(of S) bool { return Matches(pattern, of) }); i >= 0 {
			names[plan[i].ScenarioName()] = true
		}
	}
	addNames(names, slices.DeleteFunc(slices.Clone(plan), func(of S) bool { return !matchesAny(on.Compared, of) }))
	return names
}

func addNames[S Scenario](names map[string]bool, of []S) {
	for _, s := range of {
		names[s.ScenarioName()] = true
	}
}

// choosing says whether only some scenarios are to be judged.
func (s *Session[S]) choosing() bool { return len(s.options.Only) > 0 }

// chosen says whether a scenario is to be judged.
func (s *Session[S]) chosen(of S) bool {
	return !s.choosing() || slices.Contains(s.options.Only, of.ScenarioName())
}

// needs names the scenarios of the plan that have to be performed.
func (s *Session[S]) needs() map[string]bool {
	names := map[string]bool{}
	for _, row := range s.rows {
		judged, compared := s.pick(row.On)
		addNames(names, judged)
		addNames(names, compared)
		if ex := s.suite.Explore; s.choosing() && ex != nil && len(ex.Scenarios) > 0 {
			for name := range s.company(row.On, ex.Scenarios) {
				names[name] = names[name] || slices.Contains(ex.Base, name)
			}
		}
	}
	return names
}
