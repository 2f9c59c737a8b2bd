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

func TestArrayHasEveryPairWhereItTakesEffect(t *testing.T) {
	s := plain(3, 3, 3, 2)
	s.Effect = func(p Point, q Pair) bool { return q.First != 1 || p[3] == 1 } // the second dimension shows with the last value only
	s.Complete = func(q Pair) (Point, bool) {
		p := Point{0, 0, 0, 1}
		p[q.First], p[q.Second] = q.FirstValue, q.SecondValue
		return p, s.Possible(p) && s.Effect(p, q)
	}
	open := s.Pairs()
	if open[PairOf(1, 1, 3, 0)] || !open[PairOf(1, 1, 2, 2)] {
		t.Errorf("the pairs that can take effect are %v", open)
	}
	for _, p := range s.Array() {
		s.Shut(p, open)
	}
	if len(open) > 0 {
		t.Errorf("%v took effect nowhere", open)
	}
}
