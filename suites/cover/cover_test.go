package cover

import "testing"

// plain is a space of which everything is possible but that the last values of the first two dimensions meet.
func plain(sizes ...int) Space {
	s := Space{}
	for _, n := range sizes {
		var values []int
		for v := range n {
			values = append(values, v)
		}
		s.Values = append(s.Values, values)
	}
	s.Possible = func(p Point) bool { return p[0] != sizes[0]-1 || p[1] != sizes[1]-1 }
	s.Complete = func(q Pair) (Point, bool) {
		p := make(Point, len(sizes))
		p[q.First], p[q.Second] = q.FirstValue, q.SecondValue
		return p, s.Possible(p)
	}
	return s
}

func TestArrayCoversEveryPossiblePair(t *testing.T) {
	for _, sizes := range [][]int{{2, 2}, {3, 2, 4}, {15, 14, 6, 8, 8}, {5, 1, 5}} {
		s := plain(sizes...)
		open := s.Pairs()
		all := len(open)
		points := s.Array()
		for _, p := range points {
			if !s.Possible(p) {
				t.Errorf("%v: %v is not possible", sizes, p)
			}
			p.Shut(open)
		}
		if len(open) > 0 || all == 0 || len(points) > all {
			t.Errorf("%v: %d of %d pairs are open after %d points: %v", sizes, len(open), all, len(points), open)
		}
		t.Logf("%v: %d pairs in %d points", sizes, all, len(points))
	}
}
