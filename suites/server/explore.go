package server

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"github.com/signspec/signspec/suites/cover"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/server/matchers"
)

// Explored makes the scenarios that cover a space: every pair of values of any two dimensions, and every order of three of
// the events of two users. Those that a server may take long over come first, so that all of them wait at once.
func (s Space) Explored() []Scenario {
	var scripts []script
	simplest := s.simplest()
	for _, p := range append(simplest, s.covering().Array(simplest...)...) {
		scripts = append(scripts, s.script(p))
	}
	open := s.triples()
	for _, made := range scripts {
		s.shut(made, open)
	}
	scripts = append(scripts, s.ordering(open)...)
	slices.SortStableFunc(scripts, func(a, b script) int { return cmp.Compare(b.waits(), a.waits()) })
	return scenariosOf(scripts)
}

// simplest lists every answer to a code that is handed over twice in the same way, and to one beside another user, with
// everything else as plain as can be: what one of them breaks is not hidden by another.
func (s Space) simplest() []cover.Point {
	var points []cover.Point
	for answer := range s.answers {
		for order, events := range s.orders {
			if len(events) > 1 || events[0] == statusEvent {
				continue
			}
			again := slices.Index(s.repeats, repeat{events[0], repeatedNext})
			points = append(points, cover.Point{answer, order, again, 0, 0})
			if events[0] == resultEvent && len(s.besides) > 1 {
				points = append(points, cover.Point{answer, order, 0, 1, 0})
			}
		}
	}
	return slices.DeleteFunc(points, func(p cover.Point) bool { return !s.possible(p) })
}

func (s Space) sizes() [dimensions]int {
	return [dimensions]int{len(s.answers), len(s.orders), len(s.repeats), len(s.besides), len(s.endings)}
}

// scenariosOf makes the scenarios of scripts, each once.
func scenariosOf(scripts []script) []Scenario {
	var made []Scenario
	known := map[string]bool{}
	for _, of := range scripts {
		if name := of.String(); !known[name] {
			known[name] = true
			made = append(made, of.scenario())
		}
	}
	return made
}

// waits is how long a server may take over a script, in no unit.
func (s script) waits() int { return s.answer(false).waits }

// ordering lists scripts that have the orders of three events which are still open, few of them: each has all events in one
// order, and the order is that which closes the most.
func (s Space) ordering(open map[triple]bool) []script {
	all := cover.Permutations(s.events)
	var made []script
	for len(open) > 0 {
		best, most := script{}, 0
		for _, order := range all {
			of := s.allIn(order)
			if n := s.closes(of, open); n > most {
				best, most = of, n
			}
		}
		if most == 0 {
			return made
		}
		s.shut(best, open)
		made = append(made, best)
	}
	return made
}

// allIn is the script that has events in an order.
func (s Space) allIn(order []event) script {
	of := script{answers: [2]string{plainAnswer, plainAnswer}, events: []event{{what: startEvent}}}
	if len(s.besides) > 1 {
		of.events = append(of.events, event{what: startEvent, second: true})
	}
	of.events = append(of.events, order...)
	return of
}

// Beyond makes the scenario that a name describes, such as "in process: start, result, result", or "once unbound: state/random" of a
// plan. The error says what is not understood.
func Beyond(name string, plan Plan) (Scenario, error) {
	if s, ok, err := readIn(name, plan); ok {
		return s, err
	}
	s, err := readScript(name)
	if err != nil {
		return Scenario{}, err
	}
	return s.scenario(), nil
}

// LongestRandom is how many events a random scenario has at most behind the starts.
const LongestRandom = 7

// Random makes a random scenario of a space, the number-th under a seed: the same each time.
func (s Space) Random(seed uint64, number int) Scenario {
	from := rand.New(rand.NewPCG(seed, uint64(number)))
	for {
		of := script{answers: [2]string{s.answers[from.IntN(len(s.answers))].name, plainAnswer}, events: []event{{what: startEvent}}}
		if from.IntN(4) == 0 {
			of.events = append(of.events, event{what: startEvent})
		}
		events := s.events
		if len(s.besides) > 1 && from.IntN(3) > 0 {
			of.answers[1] = s.answers[from.IntN(len(s.answers))].name
			of.events = append(of.events, event{what: startEvent, second: true})
		} else {
			events = slices.DeleteFunc(slices.Clone(events), func(e event) bool { return e.second })
		}
		for i := range 1 + from.IntN(LongestRandom) {
			e := events[from.IntN(len(events))]
			e.with = i > 0 && from.IntN(4) == 0
			of.events = append(of.events, e)
		}
		if from.IntN(3) == 0 {
			of.events = append(of.events, s.endings[from.IntN(len(s.endings))]...)
		}
		if of.possible() == nil {
			return of.scenario()
		}
	}
}

// Drawn says whether the scenario was drawn from the space, or is one of the plan that is set in something.
func (s Scenario) Drawn() bool { return s.drawn != nil || s.placed != nil }

// exploring is what a session performs beyond its plan.
func exploring(plan Plan) *rule.Exploration[Scenario] {
	judges, placed := judgesBeyond(), judgesIn(plan)
	return &rule.Exploration[Scenario]{
		Base: matchers.Base(), Control: controlIn(plan), Smaller: smaller, Size: Scenario.size,
		Judges: func(s Scenario, id string) bool {
			if s.placed != nil {
				return placed(s, id)
			}
			return judges[id] != nil && judges[id](*s.drawn)
		},
	}
}

// smaller lists the scenarios that lack one thing: the second user, an event, what is odd about an answer, or that two events
// happen at once.
func smaller(of Scenario) []Scenario {
	if of.placed != nil {
		return nil
	}
	s := *of.drawn
	var made []script
	add := func(change func(*script)) {
		other := script{s.answers, slices.Clone(s.events)}
		if change(&other); other.possible() == nil && len(other.events) > 1 {
			made = append(made, other)
		}
	}
	if s.two() {
		add(func(o *script) {
			o.answers[1] = plainAnswer
			o.events = slices.DeleteFunc(o.events, func(e event) bool { return e.second })
			o.events[0].with = false
		})
	}
	for i := range s.events {
		add(func(o *script) {
			if i+1 < len(o.events) && !o.events[i].with {
				o.events[i+1].with = false
			}
			o.events = slices.Delete(o.events, i, i+1)
		})
	}
	for i := range s.answers {
		add(func(o *script) { o.answers[i] = plainAnswer })
	}
	for i := range s.events {
		add(func(o *script) { o.events[i].with = false })
	}
	made = slices.DeleteFunc(made, func(o script) bool { return o.size() >= s.size() })
	return scenariosOf(made)
}

// size orders scripts by how much happens in them.
func (s script) size() int {
	size := 0
	for _, e := range s.events {
		size += 4
		if e.with {
			size++
		}
	}
	for _, name := range s.answers {
		if name != plainAnswer {
			size += 2
		}
	}
	return size
}

func (s Scenario) size() int {
	if s.placed != nil {
		return 4 * len(s.Steps)
	}
	return s.drawn.size()
}
