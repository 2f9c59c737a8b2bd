package rule

import "slices"

// Planned lists what Judge would perform of the plan, in its order, as far as it is known what the target can be shown in.
// Nothing is performed.
func (s *Session[S]) Planned() []S {
	names := s.needs()
	return slices.DeleteFunc(slices.Clone(s.suite.Plan.Scenarios), func(of S) bool { return !names[of.ScenarioName()] || s.outOfReach(of) != "" })
}
