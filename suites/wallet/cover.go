package wallet

import "slices"

// pair is two values of two dimensions, the lower dimension first.
type pair struct{ d, v, e, w int }

// cover makes points such that every possible pair of the values that are allowed occurs in one: a covering array of
// strength 2, made dimension by dimension as IPOG does (Lei, Kacker, Kuhn and others, 2007). Its result is the same each time.
func (s *Space) cover(allowed [dimensions][]int) []Point {
	order := bySize(allowed)
	open := s.openPairs(allowed)
	var points []Point
	for i, d := range order {
		points = s.widen(points, order[:i], d, allowed, open)
		points = s.lengthen(points, order[:i], d, allowed, open)
	}
	return points
}

// bySize lists the dimensions that have a choice, the largest first.
func bySize(allowed [dimensions][]int) []int {
	var order []int
	for d := range allowed {
		if len(allowed[d]) > 1 {
			order = append(order, d)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return len(allowed[b]) - len(allowed[a]) })
	return order
}

// openPairs are the pairs that some possible call holds.
func (s *Space) openPairs(allowed [dimensions][]int) map[pair]bool {
	open := map[pair]bool{}
	for d := range allowed {
		for e := d + 1; e < dimensions; e++ {
			for _, v := range allowed[d] {
				for _, w := range allowed[e] {
					if _, ok := s.complete(pair{d, v, e, w}); ok && len(allowed[d]) > 1 && len(allowed[e]) > 1 {
						open[pair{d, v, e, w}] = true
					}
				}
			}
		}
	}
	return open
}

// complete makes a call of a pair with the plainest other values that make it possible.
func (s *Space) complete(q pair) (Point, bool) {
	var p Point
	p[q.d], p[q.e] = q.v, q.w
	refused := s[outcomeDim].index(refusedOutcome)
	switch fixed := func(d int) bool { return d == q.d || d == q.e }; {
	case p[refusalDim] != 0 && !fixed(outcomeDim):
		p[outcomeDim] = refused
	case p[outcomeDim] == refused && !fixed(refusalDim):
		p[refusalDim] = 1
	}
	if p[othersDim] != 0 && q.d != callbacksDim && q.e != callbacksDim {
		p[callbacksDim] = s[callbacksDim].index("only success+fail")
	}
	return p, s.possible(p)
}

// widen gives every point the value of the dimension that closes the most open pairs.
func (s *Space) widen(points []Point, before []int, d int, allowed [dimensions][]int, open map[pair]bool) []Point {
	for i := range points {
		best, most := points[i][d], 0
		for _, v := range allowed[d] {
			p := points[i]
			p[d] = v
			if n := closes(p, before, d, open); n > most && s.possible(p) {
				best, most = v, n
			}
		}
		points[i][d] = best
		shut(points[i], before, d, open)
	}
	return points
}

// lengthen adds a point for each pair of the dimension that is still open; what else is in it is filled in by the dimensions
// that follow.
func (s *Space) lengthen(points []Point, before []int, d int, allowed [dimensions][]int, open map[pair]bool) []Point {
	for _, b := range before {
		for _, v := range allowed[b] {
			for _, w := range allowed[d] {
				q := ordered(b, v, d, w)
				if !open[q] {
					continue
				}
				p, _ := s.complete(q)
				points = append(points, p)
				shut(p, before, d, open)
			}
		}
	}
	return points
}

func ordered(d, v, e, w int) pair {
	if d > e {
		return pair{e, w, d, v}
	}
	return pair{d, v, e, w}
}

// closes counts the open pairs of a point between a dimension and those before it.
func closes(p Point, before []int, d int, open map[pair]bool) int {
	n := 0
	for _, b := range before {
		if open[ordered(b, p[b], d, p[d])] {
			n++
		}
	}
	return n
}

func shut(p Point, before []int, d int, open map[pair]bool) {
	for _, b := range before {
		delete(open, ordered(b, p[b], d, p[d]))
	}
}
