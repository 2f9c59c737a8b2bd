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
	}
}

// cover makes points such that every possible pair of the values that are allowed occurs in one.
func (s *Space) cover(allowed [dimensions][]int) []Point {
	var points []Point
	for _, p := range s.covering(allowed).Array() {
		points = append(points, Point(p))
	}
	return points
}

// complete makes a call of a pair with the plainest other values that make it possible.
func (s *Space) complete(q cover.Pair) (Point, bool) {
	var p Point
	p[q.First], p[q.Second] = q.FirstValue, q.SecondValue
	refused := s[outcomeDim].index(refusedOutcome)
	switch fixed := func(d int) bool { return d == q.First || d == q.Second }; {
	case p[refusalDim] != 0 && !fixed(outcomeDim):
		p[outcomeDim] = refused
	case p[outcomeDim] == refused && !fixed(refusalDim):
		p[refusalDim] = 1
	}
	if p[othersDim] != 0 && q.First != callbacksDim && q.Second != callbacksDim {
		p[callbacksDim] = s[callbacksDim].index("only success+fail")
	}
	return p, s.possible(p)
}
