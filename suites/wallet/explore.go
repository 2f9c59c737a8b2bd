package wallet

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/cover"
)

// callsTogether is how many calls of documented values are made one after another on one instance of the wallet.
const callsTogether = 12

// Explored makes the scenarios that cover the space under a profile: every order of three outcomes, every pair of documented
// values, and each framework value beside each documented value of how a call is made. They are the same each time but for
// states and sign strings, which are random.
func Explored(p *schemas.Profile) []Scenario {
	s := NewSpace(p.ReturnsState)
	var made []Scenario
	add := func(name string, points []Point) { made = append(made, s.scenario(name, points, p.Parameter)) }
	walk, alone := s.orders()
	add("orders/one walk", walk)
	for _, order := range alone {
		add(s.describe(order), order)
	}
	add("many/"+string(record.Approve), make([]Point, manyCalls))
	for _, points := range slices.Concat(s.hoursLater(), s.approvedNext(), s.failingOften()) {
		add(s.describe(points), points)
	}
	number := 0
	for points := range slices.Chunk(s.alone(), callsTogether) {
		number++
		add(fmt.Sprintf("alone/%d", number), append([]Point{s.opening()}, points...))
	}
	for points := range slices.Chunk(s.recovering(), callsTogether) {
		number++
		add(fmt.Sprintf("alone/%d", number), points)
	}
	number = 0
	for points := range slices.Chunk(s.cover(s.documented()), callsTogether) {
		number++
		add(fmt.Sprintf("pairs/%d", number), append([]Point{s.opening()}, points...))
	}
	for d := range s {
		for v, value := range s[d].Values {
			if value.Framework() {
				s.beside(d, v, add)
			}
		}
	}
	return slices.CompactFunc(made, func(a, b Scenario) bool { return a.Name == b.Name })
}

// manyCalls is how many plain calls are made in a row: a counter of two digits has come round by then.
const manyCalls = 128

// hoursLater makes, for each outcome, a plain call that comes two hours after another: what a wallet keeps has expired by then.
func (s *Space) hoursLater() [][]Point {
	var made [][]Point
	for outcome, value := range s[outcomeDim].Values {
		var p Point
		p[outcomeDim], p[relationDim] = outcome, s[relationDim].index(hoursLater)
		if value.Name != refusedOutcome && value.Name != unpreparedOutcome {
			made = append(made, []Point{{}, p})
		}
	}
	return made
}

// approvedNext makes, for each outcome of a plain call, one more call with the same sign string, which is approved.
func (s *Space) approvedNext() [][]Point {
	var made [][]Point
	for outcome, value := range s[outcomeDim].Values {
		var first, next Point
		first[outcomeDim], next[signDim] = outcome, s[signDim].index(usedString)
		if value.Name != refusedOutcome && value.Name != unpreparedOutcome {
			made = append(made, []Point{first, next})
		}
	}
	return made
}

// manyFailures is how often a call fails in a row: who counts them to lock somebody out has counted far enough.
const manyFailures = 10

// failingOften makes, for each outcome that is none of an approval, many calls that end so, and one that is approved.
func (s *Space) failingOften() [][]Point {
	var made [][]Point
	for outcome := range s[outcomeDim].Values[1:] {
		var failure Point
		if failure[outcomeDim] = outcome + 1; s.value(failure, outcomeDim).Name == refusedOutcome {
			failure[refusalDim] = 1
		}
		made = append(made, append(slices.Repeat([]Point{failure}, manyFailures), Point{}))
	}
	return made
}

// opening is the call before those that cover: a plain one, whose functions can come again.
func (s *Space) opening() Point {
	var p Point
	p[functionDim] = s[functionDim].index(reusedFunctions)
	return p
}

// alone makes a call of each documented value with everything else as plain as can be, so that what one value breaks is not
// put down to another that stood beside it; and of each outcome with each set of callbacks, since who hears of what is what
// callers differ in most.
func (s *Space) alone() []Point {
	var points []Point
	documented := s.documented()
	for d, values := range documented {
		for _, v := range values[1:] {
			other := outcomeDim
			if d == outcomeDim {
				other = refusalDim
			}
			q := cover.PairOf(d, v, other, 0)
			if d == refusalDim || d == outcomeDim && s[d].Values[v].Name == refusedOutcome {
				q = cover.PairOf(d, v, promiseDim, 0)
			}
			if p, ok := s.complete(q); ok {
				points = append(points, p)
			}
		}
	}
	for _, outcome := range documented[outcomeDim][1:] {
		for _, callbacks := range documented[callbacksDim][1:] {
			if p, ok := s.complete(cover.PairOf(outcomeDim, outcome, callbacksDim, callbacks)); ok {
				points = append(points, p)
			}
		}
	}
	return points
}

// recovering makes a plain call behind each outcome that not everybody hears of: what a wallet lets go of in complete, or in fail, it
// keeps where nobody passed that.
func (s *Space) recovering() []Point {
	var points []Point
	for _, outcome := range s.documented()[outcomeDim] {
		for callbacks, value := range s[callbacksDim].Values {
			if len(value.passes) > 1 {
				continue
			}
			p, ok := s.complete(cover.PairOf(outcomeDim, outcome, callbacksDim, callbacks))
			if ok {
				points = append(points, p, Point{})
			}
		}
	}
	return points
}

// documented lists the documented values of each dimension.
func (s *Space) documented() [dimensions][]int {
	var allowed [dimensions][]int
	for d := range s {
		for v, value := range s[d].Values {
			if !value.Framework() && !value.lone {
				allowed[d] = append(allowed[d], v)
			}
		}
	}
	return allowed
}

// beside adds scenarios that have a framework value beside every documented value of how a call is made. What sign string
// and state hold is left plain there, so that a break has one cause.
func (s *Space) beside(d, v int, add func(string, []Point)) {
	points := s.besidePoints(d, v)
	name := s[d].Values[v].Name
	if d != relationDim {
		add("beside/"+name, append([]Point{s.opening()}, points...))
		return
	}
	for _, p := range points {
		both := []Point{{}, p}
		add(s.describe(both), both)
	}
	for _, both := range s.outcomesAtOnce(v) {
		add(s.describe(both), both)
	}
	same := []Point{{}, {}} // who taps twice passes one sign string twice
	same[1][relationDim], same[1][signDim] = v, s[signDim].index(usedString)
	both := []Point{s.onlyComplete(), {}} // who hears of nothing but the end calls again from there
	both[1][relationDim] = v
	for _, points := range [][]Point{same, both} {
		add(s.describe(points), points)
	}
	var third Point // a wallet may keep two calls apart, or four, and have no room for more
	third[relationDim] = v
	for _, more := range []int{2, 5} {
		several := append([]Point{{}}, slices.Repeat([]Point{third}, more)...)
		add(s.describe(several), several)
	}
}

// onlyComplete is a plain call that passes complete alone.
func (s *Space) onlyComplete() Point {
	var p Point
	p[callbacksDim] = s[callbacksDim].index("only complete")
	return p
}

// outcomesAtOnce makes two plain calls that are related so, of each two outcomes: what the first waits for may tell of the
// second, and only for some.
func (s *Space) outcomesAtOnce(relation int) [][]Point {
	var made [][]Point
	for first := range s[outcomeDim].Values[1:] {
		for second := range s[outcomeDim].Values {
			var p, q Point
			p[outcomeDim], q[outcomeDim], q[relationDim] = first+1, second, relation
			if s.possible(p) && s.possible(q) {
				made = append(made, []Point{p, q})
			}
		}
	}
	return made
}

func (s *Space) besidePoints(d, v int) []Point {
	allowed := s.documented()
	allowed[signDim], allowed[stateDim], allowed[d] = []int{0}, []int{0}, []int{v}
	rows := 0
	for e := range allowed {
		rows = max(rows, len(allowed[e]))
	}
	var points []Point
	for i := range rows {
		var p Point
		p[d] = v
		for e := range allowed {
			q := p
			q[e] = allowed[e][i%len(allowed[e])]
			if q[refusalDim] != 0 {
				q[outcomeDim] = s[outcomeDim].index(refusedOutcome)
			}
			if s.possible(q) && (e != refusalDim || i%2 == 0) {
				p = q
			}
		}
		if s.possible(p) {
			points = append(points, p)
		}
	}
	for e := range allowed {
		for _, w := range allowed[e] {
			q := cover.PairOf(d, v, e, w)
			shows := func(p Point) bool { return p[e] == w && s.effect(p, q) }
			if p, ok := s.complete(q); e != d && ok && !slices.ContainsFunc(points, shows) {
				points = append(points, p)
			}
		}
	}
	return points
}

// LongestRandom is how many calls a random scenario has at most.
const LongestRandom = 6

// Random makes a random scenario of documented values, the number-th under a seed: the same each time.
func Random(p *schemas.Profile, seed uint64, number int) Scenario {
	s := NewSpace(p.ReturnsState)
	source := rand.New(rand.NewPCG(seed, uint64(number)))
	allowed := s.documented()
	points := make([]Point, 1+source.IntN(LongestRandom))
	for i := range points {
		points[i] = s.randomPoint(source, allowed)
	}
	return s.scenario(s.describe(points), points, p.Parameter)
}

func (s *Space) randomPoint(source *rand.Rand, allowed [dimensions][]int) Point {
	for {
		var p Point
		for d := range allowed {
			if source.IntN(2) == 0 || d == outcomeDim {
				p[d] = allowed[d][source.IntN(len(allowed[d]))]
			}
		}
		if s.value(p, outcomeDim).Name == refusedOutcome {
			p[refusalDim] = max(p[refusalDim], 1)
		} else {
			p[refusalDim] = 0
		}
		if s.possible(p) {
			return p
		}
	}
}

// Described makes the scenario that a description describes, such as "approve, cancel, approve(arrow)". The error says what
// is not understood.
func Described(description string, p *schemas.Profile) (Scenario, error) {
	s := NewSpace(p.ReturnsState)
	points, err := s.read(description)
	if err != nil {
		return Scenario{}, err
	}
	return s.scenario(s.describe(points), points, p.Parameter), nil
}

// Beyond returns the scenario beyond the plan that has that name, or that the name describes. The error says what is not
// understood.
func Beyond(name string, p *schemas.Profile) (Scenario, error) {
	explored := Explored(p)
	if i := slices.IndexFunc(explored, func(s Scenario) bool { return s.Name == name }); i >= 0 {
		return explored[i], nil
	}
	return Described(name, p)
}

// Speaker is the id of the only rule that may be held against the scenario, since the documentation is silent about what its
// caller does; empty where every rule may.
func (s Scenario) Speaker(space *Space) string {
	for _, p := range s.points {
		if speaker := space.speaker(p); speaker != "" {
			return speaker
		}
	}
	return ""
}
