package platform

import (
	"github.com/signspec/signspec/suites/cover"
)

// Coverage is what a run brought about beyond its plan: 2-way coverage of what is odd about a call, the calls, what came before,
// and the client that makes them.
type Coverage struct {
	// Walks, Calls and Authorisations count what was performed.
	Walks, Calls, Authorisations int
	// Oddities counts what can be odd about each call, and Befores what can have come before one.
	Oddities, Befores Count
	// Kinds counts the rules that speak for what is odd, each with a call and what came before it.
	Kinds Count
	// Hearing counts pairs of how a notification is answered, what was done before, what state it has, and whose it is.
	Hearing Count
	// Pairs are those of values of any two dimensions.
	Pairs Count
}

// Count is how many of how many were covered.
type Count struct{ Covered, Of int }

// Covered computes what the walks cover that were really performed.
func (s Space) Covered(performed []Scenario) Coverage {
	c := Coverage{Walks: len(performed)}
	points, pairs := s.points(), s.covering().Pairs()
	all := len(pairs)
	odd, befores, kinds := map[[2]int]bool{}, map[int]bool{}, map[kind]bool{}
	for _, p := range s.kinds() {
		kinds[s.kindOf(p)] = false
	}
	for _, of := range performed {
		for _, step := range of.Steps {
			if step.Do != Authorise && step.Do != Listen {
				c.Calls++
			}
		}
		c.Authorisations += len(of.Authorised())
		p, ok := points[of.Name]
		if !ok {
			continue
		}
		p.Shut(pairs)
		odd[[2]int{p[oddDim], p[callDim]}], befores[p[beforeDim]] = true, true
		if !kinds[s.kindOf(p)] {
			kinds[s.kindOf(p)] = true
			c.Kinds.Covered++
		}
	}
	for _, o := range s.oddities {
		c.Oddities.Of += len(o.of)
	}
	if len(s.hearing.kinds) > 0 {
		c.Hearing = s.hearing.covered(performed)
	}
	c.Oddities.Covered, c.Befores = len(odd), Count{len(befores), len(s.befores)}
	c.Kinds.Of = len(kinds)
	c.Pairs = Count{all - len(pairs), all}
	return c
}

// kind is a rule that speaks for what is odd about a call, the call, and what came before it.
type kind struct {
	rule         string
	call, before int
}

func (s Space) kindOf(p cover.Point) kind {
	return kind{s.oddities[p[oddDim]].Rule, p[callDim], p[beforeDim]}
}

// points are those of the space by the names of their walks.
func (s Space) points() map[string]cover.Point {
	all := map[string]cover.Point{}
	s.covering().Each(func(p cover.Point) { all[s.walk(p).Name] = p })
	return all
}

// covered counts the pairs that the walks have in which notifications are listened for.
func (h hearing) covered(performed []Scenario) Count {
	pairs := h.covering().Pairs()
	all := len(pairs)
	points := map[string]cover.Point{}
	h.covering().Each(func(p cover.Point) { points[h.walk(p).Name] = p })
	for _, of := range performed {
		if p, ok := points[of.Name]; ok {
			p.Shut(pairs)
		}
	}
	return Count{all - len(pairs), all}
}
