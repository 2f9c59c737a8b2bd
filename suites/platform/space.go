package platform

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/cover"
	"github.com/signspec/signspec/suites/wire"
)

// The dimensions of a walk: what is odd about a call, which call it is, what came before it, and which client makes it.
const (
	oddDim = iota
	callDim
	beforeDim
	clientDim
	dimensions
)

// before is what came before a call.
type before string

// What can have come before a call.
const (
	nothing   before = "nothing"
	itself    before = "the same call"       // with nothing odd about it
	often     before = "itself, three times" // with what is odd about it
	nonsense  before = "a code of nobody"    // which was refused
	refreshed before = "a refresh"
	ended     before = "an agreement that was cancelled"
	another   before = "another agreement"
	rejected  before = "a user who rejected"
	elsewhere before = "an agreement of the other client"
)

// Space is what a walk can be under an edition.
type Space struct {
	oddities []oddity
	calls    []Action
	befores  []before
	clients  int
	hearing  hearing
}

// NewSpace makes the space of a platform with some means, as Description has them.
func NewSpace(p *schemas.Profile, means []string) Space {
	portal := wire.PortalOf(p)
	s := Space{
		oddities: oddities(portal), calls: []Action{Consult, Apply, Refresh}, clients: 1,
		befores: []before{nothing, itself, often, nonsense, refreshed, another, rejected},
	}
	if portal.Paths.Cancel != "" {
		s.calls, s.befores = append(s.calls, Cancel), append(s.befores, ended)
	}
	second := slices.Contains(means, "second")
	if portal.Notifies && slices.Contains(means, "notify") && slices.Contains(means, "beside") { // one by one, each would take its time
		s.hearing = newHearing(portal, second)
	}
	if second {
		s.clients, s.befores = 2, append(s.befores, elsewhere)
		return s
	}
	s.oddities = slices.DeleteFunc(s.oddities, func(o oddity) bool { return o.name == ofAnother || o.Change == OtherClients })
	return s
}

// possible says whether a point can be: what is odd can be odd about the call, and another client's cancellation is of a token
// that nothing else may have ended.
func (s Space) possible(p cover.Point) bool {
	o, call, first := s.oddities[p[oddDim]], s.calls[p[callDim]], s.befores[p[beforeDim]]
	if o.name == ofAnother && call == Cancel && (first == itself || first == often) {
		return false
	}
	return slices.Contains(o.of, call) && !(first == refreshed && call == Refresh) // which is the same call before
}

// complete makes a point of a pair with the plainest other values.
func (s Space) complete(q cover.Pair) (cover.Point, bool) {
	p := make(cover.Point, dimensions)
	p[q.First], p[q.Second] = q.FirstValue, q.SecondValue
	of := func(d int) bool { return q.First == d || q.Second == d }
	for odd := range s.oddities {
		if of(oddDim) {
			odd = p[oddDim]
		}
		for call := range s.calls {
			if of(callDim) {
				call = p[callDim]
			}
			p[oddDim], p[callDim] = odd, call
			if s.possible(p) {
				return p, true
			}
		}
	}
	return p, false
}

// covering is what a covering array is to cover.
func (s Space) covering() cover.Space {
	return coveringOf([]int{len(s.oddities), len(s.calls), len(s.befores), s.clients}, s.possible, s.complete)
}

// coveringOf is what a covering array of dimensions of some sizes is to cover.
func coveringOf(sizes []int, possible func(cover.Point) bool, complete func(cover.Pair) (cover.Point, bool)) cover.Space {
	c := cover.Space{Possible: possible, Complete: complete}
	for _, n := range sizes {
		var numbers []int
		for v := range n {
			numbers = append(numbers, v)
		}
		c.Values = append(c.Values, numbers)
	}
	return c
}

// walk makes the walk of a point.
func (s Space) walk(p cover.Point) Scenario {
	o, call, first := s.oddities[p[oddDim]], s.calls[p[callDim]], s.befores[p[beforeDim]]
	steps, approved := leading(first, call), flow()[:map[Action]int{Apply: 2, Refresh: 3, Cancel: 3}[call]]
	plain := step(string(call))
	steps = append(steps, approved...)
	switch {
	case first == itself:
		steps = append(steps, plain)
		if call == Consult {
			plain = step("consult again")
		}
	case first == often:
		steps = append(steps, slices.Repeat([]Step{o.put(plain)}, 3)...)
	case first == nonsense && call != Consult:
		steps = append(steps, step("apply nonsense"))
	case first == refreshed && call == Apply:
		steps = append(steps, plain, step("refresh"))
	case first == refreshed && call == Cancel:
		steps = append(steps, step("refresh"))
	}
	steps = append(steps, o.put(plain))
	if o.Refused {
		steps = append(steps, plain)
	}
	steps = append(steps, trailing(call)...)
	if p[clientDim] == 1 {
		for i := range steps {
			steps[i] = steps[i].swapped()
		}
	}
	return walk(steps)
}

// leading are the steps that come before all others.
func leading(first before, call Action) []Step {
	switch first {
	case ended:
		return flow(step("cancel"))
	case another:
		return flow()
	case rejected:
		return []Step{step("consult"), step("reject")}
	case elsewhere:
		theirs := flow()
		for i := range theirs {
			theirs[i] = theirs[i].swapped()
		}
		return theirs
	case nonsense:
		if call == Consult {
			return []Step{step("consult"), step("approve"), step("apply nonsense")}
		}
	case refreshed:
		if call == Consult {
			return flow(step("refresh"))
		}
	}
	return nil
}

// trailing are good calls behind one, which show what became of its code or token.
func trailing(call Action) []Step {
	if call == Consult {
		return flow()[1:]
	}
	return []Step{step("refresh")}
}

// swapped is a step of the other client.
func (s Step) swapped() Step {
	if s.Do != Authorise && s.Do != Listen {
		s.Client = 1 - s.Client
	}
	return s
}

// kinds are points that have, of each rule, something odd about each call behind everything that can have come before, each time
// something else and by another client.
func (s Space) kinds() []cover.Point {
	var points []cover.Point
	for call, does := range s.calls {
		odd := map[string][]int{} // by rule
		for i, o := range s.oddities {
			if slices.Contains(o.of, does) {
				odd[o.Rule] = append(odd[o.Rule], i)
			}
		}
		for n, rule := range slices.Sorted(maps.Keys(odd)) {
			for before := range s.befores {
				turn := n + call + before
				p := cover.Point{odd[rule][turn%len(odd[rule])], call, before, turn / len(odd[rule]) % s.clients}
				if s.possible(p) {
					points = append(points, p)
				}
			}
		}
	}
	return points
}

// Explored makes the walks that cover the space: something odd by each rule about each call, behind everything that can have come
// before, and every pair of values of any two dimensions.
func (s Space) Explored() []Scenario {
	var walks []Scenario
	known := map[string]bool{}
	kinds := s.kinds()
	for _, p := range append(kinds, s.covering().Array(kinds...)...) {
		walks = append(walks, s.walk(p))
	}
	if len(s.hearing.kinds) > 0 {
		for _, p := range s.hearing.covering().Array() {
			walks = append(walks, s.hearing.walk(p))
		}
	}
	return slices.DeleteFunc(walks, func(of Scenario) bool {
		again := known[of.Name]
		known[of.Name] = true
		return again
	})
}

// LongestRandom is how many steps a random walk has at most behind the first token.
const LongestRandom = 8

// Random makes a random walk of a space, the number-th under a seed: the same each time. One of its calls is odd.
func (s Space) Random(seed uint64, number int) Scenario {
	from := rand.New(rand.NewPCG(seed, uint64(number)))
	o := s.oddities[from.IntN(len(s.oddities))]
	call := o.of[from.IntN(len(o.of))]
	for {
		steps := flow()
		var may []int // where what is odd may stand
		for range from.IntN(LongestRandom) {
			w := words()[from.IntN(len(words()))]
			if w.Do != Listen && (w.Do != Cancel || slices.Contains(s.calls, Cancel)) {
				steps = append(steps, w.Step)
			}
		}
		for i, w := range steps {
			if w.Do == call && w.How == "" {
				may = append(may, i)
			}
		}
		if len(may) == 0 {
			continue
		}
		at := may[from.IntN(len(may))]
		plain := steps[at]
		steps[at] = o.put(plain)
		if o.Refused {
			steps = slices.Insert(steps, at+1, plain)
		}
		if s.clients > 1 && from.IntN(3) == 0 {
			for i := range steps {
				steps[i] = steps[i].swapped()
			}
		}
		if of := walk(steps); o.name != ofAnother || call != Cancel || !strings.Contains(of.Name, "cancel, ") {
			return of
		}
	}
}
