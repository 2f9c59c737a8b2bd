// Package cover makes covering arrays: few points of a space that have every possible pair of values of any two dimensions
// between them, CA(N; 2, k, v) in the terms of the field (NISTIR 7878).
package cover

import "slices"

// Point is one point of a space: for each dimension the number of its value, from 0.
type Point []int

// Pair is two values of two dimensions, the lower dimension first.
type Pair struct{ First, FirstValue, Second, SecondValue int }

// PairOf makes a pair of two dimensions and their values, in whatever order they are given.
func PairOf(d, v, e, w int) Pair {
	if d > e {
		return Pair{e, w, d, v}
	}
	return Pair{d, v, e, w}
}

// Space is what is to be covered.
type Space struct {
	// Values lists, for each dimension, the numbers of the values that points may have.
	Values [][]int
	// Possible says whether a point can be.
	Possible func(Point) bool
	// Complete makes a point of a pair with the plainest other values that make it possible; false where none do.
	Complete func(Pair) (Point, bool)
	// Effect says whether both values of a pair that a point has take effect there; nil where they always do. A point that is
	// made of a pair shows it.
	Effect func(Point, Pair) bool
}

// shows says whether a point has both values of a pair, and both take effect.
func (s *Space) shows(p Point, q Pair) bool {
	return p[q.First] == q.FirstValue && p[q.Second] == q.SecondValue && (s.Effect == nil || s.Effect(p, q))
}

// Array makes points such that every possible pair occurs in one of them, or in one of those that there are already. It
// takes an open pair and gives the other dimensions what closes the most of the others, as AETG does (Cohen, Dalal, Fredman
// and Patton, 1997), without chance: it is the same each time.
func (s Space) Array(already ...Point) []Point {
	order, open := s.bySize(), s.Pairs()
	for _, p := range already {
		s.Shut(p, open)
	}
	var points []Point
	for i, d := range order {
		for _, e := range order[i+1:] {
			for _, v := range s.Values[d] {
				for _, w := range s.Values[e] {
					q := PairOf(d, v, e, w)
					if !open[q] {
						continue
					}
					p, _ := s.Complete(q) // what cannot be was never open
					s.fill(p, order, q, open)
					s.Shut(p, open)
					points = append(points, p)
				}
			}
		}
	}
	return points
}

// fill gives a point, in every dimension that is not of the pair it was made for, the value that closes the most open pairs.
func (s *Space) fill(p Point, order []int, of Pair, open map[Pair]bool) {
	for range fillings {
		for _, d := range order {
			if d == of.First || d == of.Second {
				continue
			}
			best, most := p[d], -1
			for _, v := range s.Values[d] {
				p[d] = v
				if n := s.closes(p, d, order, open); n > most && s.Possible(p) && s.shows(p, of) {
					best, most = v, n
				}
			}
			p[d] = best
		}
	}
}

// fillings is how often every dimension is gone over: what is best depends on the others.
const fillings = 2

// Each visits every possible point.
func (s Space) Each(visit func(Point)) {
	p := make(Point, len(s.Values))
	var fill func(d int)
	fill = func(d int) {
		if d == len(p) {
			if s.Possible(p) {
				visit(slices.Clone(p))
			}
			return
		}
		for _, v := range s.Values[d] {
			p[d] = v
			fill(d + 1)
		}
	}
	fill(0)
}

// Pairs are the pairs that some possible point has, of the dimensions that have a choice.
func (s Space) Pairs() map[Pair]bool {
	pairs := map[Pair]bool{}
	for d := range s.Values {
		for e := d + 1; e < len(s.Values); e++ {
			if len(s.Values[d]) < 2 || len(s.Values[e]) < 2 {
				continue
			}
			for _, v := range s.Values[d] {
				for _, w := range s.Values[e] {
					if _, ok := s.Complete(Pair{d, v, e, w}); ok {
						pairs[Pair{d, v, e, w}] = true
					}
				}
			}
		}
	}
	return pairs
}

// Shut takes the pairs of a point out of those that are open.
func (p Point) Shut(open map[Pair]bool) { Space{}.Shut(p, open) }

// Shut takes the pairs that take effect in a point out of those that are open.
func (s Space) Shut(p Point, open map[Pair]bool) {
	for d := range p {
		for e := d + 1; e < len(p); e++ {
			if q := (Pair{d, p[d], e, p[e]}); open[q] && s.shows(p, q) {
				delete(open, q)
			}
		}
	}
}

// bySize lists the dimensions that have a choice, the largest first.
func (s Space) bySize() []int {
	var order []int
	for d := range s.Values {
		if len(s.Values[d]) > 1 {
			order = append(order, d)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return len(s.Values[b]) - len(s.Values[a]) })
	return order
}

// closes counts the open pairs of a point that the value of a dimension is in.
func (s *Space) closes(p Point, d int, order []int, open map[Pair]bool) int {
	n := 0
	for _, e := range order {
		if e == d {
			continue
		}
		if q := PairOf(d, p[d], e, p[e]); open[q] && s.shows(p, q) {
			n++
		}
	}
	return n
}
