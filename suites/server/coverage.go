package server

import (
	"slices"

	"github.com/signspec/signspec/suites/cover"
)

// Coverage is what a run brought about beyond its plan, in the terms of the field: 2-way coverage of answers, orders, repeats,
// what another user does and how it ends, and ordered 3-way coverage of events.
type Coverage struct {
	Scenarios, Events int
	// Answers counts the ways in which the platform answers exchanges, and AnswerOrders pairs of one and an order of the
	// events of an attempt.
	Answers, AnswerOrders Count
	// Repeats counts the events that come once more, and when; Besides what another user does meanwhile.
	Repeats, Besides Count
	// Endings counts what comes when an attempt is bound.
	Endings Count
	// Pairs are those of values of any two of these, and Orders those of three events of two users.
	Pairs, Orders Count
}

// Count is how many of how many were covered.
type Count struct{ Covered, Of int }

// Covered computes what the scenarios cover that were really performed.
func (s Space) Covered(performed []Scenario) Coverage {
	c := Coverage{Scenarios: len(performed)}
	points := s.points()
	pairs, triples := s.covering().Pairs(), s.triples()
	allPairs, allTriples := len(pairs), len(triples)
	answerOrders := func() int {
		n := 0
		for q := range pairs {
			if q.First == answerDim && q.Second == orderDim {
				n++
			}
		}
		return n
	}
	allAnswerOrders := answerOrders()
	var seen [dimensions]map[int]bool
	for d := range seen {
		seen[d] = map[int]bool{}
	}
	for _, of := range performed {
		if of.placed != nil {
			c.Events += of.happenings()
			continue
		}
		if of.drawn == nil {
			c.Scenarios--
			continue
		}
		c.Events += len(of.drawn.events)
		s.shut(*of.drawn, triples)
		if p, ok := points[of.Name]; ok {
			p.Shut(pairs)
			for d, v := range p {
				seen[d][v] = true
			}
		}
	}
	count := func(d int) Count { return Count{len(seen[d]), s.sizes()[d]} }
	c.Answers, c.Repeats, c.Besides, c.Endings = count(answerDim), count(repeatDim), count(besideDim), count(endingDim)
	c.AnswerOrders = Count{allAnswerOrders - answerOrders(), allAnswerOrders}
	c.Pairs, c.Orders = Count{allPairs - len(pairs), allPairs}, Count{allTriples - len(triples), allTriples}
	return c
}

// CoveredIn counts the scenarios of a plan that were performed in what may surround them, each in each, and the rules that they are
// there for, each in each as well.
func CoveredIn(plan Plan, means []string, performed []Scenario) (scenarios, rules Count) {
	of, names, pairs := rulesOf(plan), map[string]bool{}, map[ruleSetting]bool{}
	for _, s := range InEverySetting(plan, means) {
		names[s.Name] = false
		for _, id := range of(s) {
			pairs[ruleSetting{id, s.placed.setting}] = false
		}
	}
	for _, s := range performed {
		if _, known := names[s.Name]; !known {
			continue
		}
		names[s.Name] = true
		for _, id := range of(s) {
			pairs[ruleSetting{id, s.placed.setting}] = true
		}
	}
	return countOf(names), countOf(pairs)
}

func countOf[K comparable](covered map[K]bool) Count {
	c := Count{Of: len(covered)}
	for _, is := range covered {
		if is {
			c.Covered++
		}
	}
	return c
}

// happenings counts the steps that are more than waiting and looking.
func (s Scenario) happenings() int {
	n := 0
	for _, step := range s.Steps {
		if slices.Contains([]Action{Start, Result, Unbind, Notify}, step.Do) {
			n++
		}
	}
	return n
}

// points are those of the space by the names of their scenarios.
func (s Space) points() map[string]cover.Point {
	all := map[string]cover.Point{}
	s.covering().Each(func(p cover.Point) {
		if name := s.script(p).String(); all[name] == nil {
			all[name] = p
		}
	})
	return all
}

// triple is an order of three different events.
type triple [3]event

// triples lists every order of three of the events.
func (s Space) triples() map[triple]bool {
	open := map[triple]bool{}
	for _, a := range s.events {
		for _, b := range s.events {
			for _, c := range s.events {
				if a != b && b != c && a != c {
					open[triple{a, b, c}] = true
				}
			}
		}
	}
	return open
}

// shut takes the orders that a script has out of those that are open.
func (s Space) shut(of script, open map[triple]bool) {
	eachTriple(of.events, func(t triple) { delete(open, t) })
}

// closes counts the open orders that a script has.
func (s Space) closes(of script, open map[triple]bool) int {
	closed := map[triple]bool{}
	eachTriple(of.events, func(t triple) { closed[t] = open[t] || closed[t] })
	n := 0
	for _, isOpen := range closed {
		if isOpen {
			n++
		}
	}
	return n
}

// eachTriple visits the orders of three that some events have: what happens at once has none.
func eachTriple(events []event, visit func(triple)) {
	turn := make([]int, len(events)) // events of one turn happen at once
	for i := 1; i < len(events); i++ {
		if turn[i] = turn[i-1]; !events[i].with {
			turn[i]++
		}
	}
	plain := func(i int) event {
		return event{what: events[i].what, second: events[i].second, former: events[i].former}
	}
	for i := range events {
		for j := i + 1; j < len(events); j++ {
			for k := j + 1; k < len(events); k++ {
				if turn[i] < turn[j] && turn[j] < turn[k] {
					visit(triple{plain(i), plain(j), plain(k)})
				}
			}
		}
	}
}
