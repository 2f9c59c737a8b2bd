package wallet

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/cover"
)

// Coverage is which combinations of the space a run performed, in the terms of the field: combinatorial coverage of strength
// 2, and ordered combinations of three (Kuhn, Kacker, Lei and others, NISTIR 7878 and NIST CSWP 26).
type Coverage struct {
	Scenarios, Calls int
	// Pairs counts the pairs of documented values of any two dimensions that took effect in a call, of all that can.
	Pairs, PairsOf int
	// Beside counts the pairs of a framework value and a documented value of how a call is made.
	Beside, BesideOf int
	// Orders counts the orders of three outcomes that three calls in a row had.
	Orders, OrdersOf int
	// Unbuildable names the values that the target's device could not build.
	Unbuildable []string
}

// Covered computes what the scenarios cover that were really performed; performed holds their records by their names, and
// untested says why others were not.
func Covered(scenarios []Scenario, performed func(name string) Performance, p *schemas.Profile) Coverage {
	s := NewSpace(p.ReturnsState)
	var c Coverage
	pairs := s.covering(s.documented()).Pairs()
	c.PairsOf = len(pairs)
	beside := s.besidePairs()
	c.BesideOf = len(beside)
	orders := map[string]bool{}
	for _, scenario := range scenarios {
		came := performed(scenario.Name)
		if len(came.Records) == 0 {
			c.miss(came.Untested)
			continue
		}
		c.Scenarios++
		c.Calls += len(came.Records)
		s.count(scenario.points[:min(len(scenario.points), len(came.Records))], pairs, beside, orders)
	}
	c.Pairs, c.Beside = c.PairsOf-len(pairs), c.BesideOf-len(beside)
	c.Orders = len(orders)
	c.OrdersOf = 1
	for range orderLength {
		c.OrdersOf *= len(orderedOutcomes())
	}
	return c
}

// besidePairs are the pairs that besidePoints is to close.
func (s *Space) besidePairs() map[cover.Pair]bool {
	open := map[cover.Pair]bool{}
	documented := s.documented()
	for d := range s {
		for v, value := range s[d].Values {
			for e := range s {
				if !value.Framework() || e == d || e == signDim || e == stateDim {
					continue
				}
				for _, w := range documented[e] {
					if q := cover.PairOf(d, v, e, w); s.can(q) {
						open[q] = true
					}
				}
			}
		}
	}
	return open
}

// can says whether some call has a pair.
func (s *Space) can(q cover.Pair) bool {
	_, ok := s.complete(q)
	return ok
}

func (s *Space) count(points []Point, pairs, beside map[cover.Pair]bool, orders map[string]bool) {
	for i, p := range points {
		of := pairs
		if s.speaker(p) != "" {
			of = beside
		}
		here := cover.Space{Effect: func(_ cover.Point, q cover.Pair) bool { return s.effect(p, q) && s.follows(points[:i], p, q) }}
		here.Shut(p[:], of)
		if i+orderLength > len(points) {
			continue
		}
		var order []string
		for _, next := range points[i : i+orderLength] {
			order = append(order, s.value(next, outcomeDim).Name)
		}
		if !slices.ContainsFunc(order, func(name string) bool { return !slices.Contains(orderedOutcomes(), name) }) {
			orders[strings.Join(order, ",")] = true
		}
	}
}

// cannotBuild is how the observer begins the reason of a scenario that its device has no values for.
const cannotBuild = "this device cannot build "

func (c *Coverage) miss(reason string) {
	if value, ok := strings.CutPrefix(reason, cannotBuild); ok && !slices.Contains(c.Unbuildable, value) {
		c.Unbuildable = append(c.Unbuildable, value)
	}
}

// Drawn says whether the scenario was drawn from the space.
func (s Scenario) Drawn() bool { return s.points != nil }
