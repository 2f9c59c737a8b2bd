package wallet

import "github.com/signspec/signspec/suites/cover"

// covering is what a covering array is to cover: the values that are allowed in each dimension.
func (s *Space) covering(allowed [dimensions][]int) cover.Space {
	return cover.Space{
		Values:   allowed[:],
		Possible: func(p cover.Point) bool { return s.possible(Point(p)) },
		Complete: func(q cover.Pair) (cover.Point, bool) {
			p, ok := s.complete(q)
			return p[:], ok
		},
		Effect: func(p cover.Point, q cover.Pair) bool { return s.effect(Point(p), q) },
	}
}

// cover makes points such that every possible pair of the values that are allowed takes effect in one.
func (s *Space) cover(allowed [dimensions][]int) []Point {
	var points []Point
	for _, p := range s.covering(allowed).Array() {
		points = append(points, Point(p))
	}
	return points
}

// complete makes a call in which both values of a pair take effect, with the plainest other values that make it possible.
func (s *Space) complete(q cover.Pair) (Point, bool) {
	var p Point
	sets := len(s[callbacksDim].Values)
	for outcome := range s[outcomeDim].Values {
		for i := range sets {
			callbacks := (sets - i) % sets // all, then from the last to the second, which passes none
			p = Point{}
			p[outcomeDim], p[callbacksDim] = outcome, callbacks
			if s.value(p, outcomeDim).Name == refusedOutcome {
				p[refusalDim] = 1
			}
			p[q.First], p[q.Second] = q.FirstValue, q.SecondValue
			if p[outcomeDim] == outcome && p[callbacksDim] == callbacks && s.possible(p) && s.effect(p, q) {
				return p, true
			}
		}
	}
	return p, false
}
