package merchant

import (
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/cover"
	"github.com/signspec/signspec/suites/draw"
	"github.com/signspec/signspec/suites/merchant/matchers"
	"github.com/signspec/signspec/suites/rule"
)

// Explored makes the scenarios that cover the space together with those of the plan: every pair of values of any two
// dimensions that can come about at once. Their canaries and the phone are those of the plan under the same seed.
func Explored(p *schemas.Profile, seed string) []Scenario {
	e := newExplorer(p, seed)
	var covered []cover.Point
	known := map[situation]bool{}
	for _, s := range DrawPlan(p, seed).Scenarios {
		at := s.situation()
		known[at] = true
		covered = append(covered, at[:])
	}
	var made []Scenario
	add := func(at situation) {
		if !known[at] {
			known[at] = true
			made, covered = append(made, e.scenario(at)), append(covered, at[:])
		}
	}
	for _, at := range e.places.alone() {
		add(at)
	}
	for _, point := range e.places.covering().Array(covered...) {
		add(situation(point))
	}
	return rule.WithControls(made, e.control)
}

// alone lists each documented answer after each of what may have come before, at each time and with each person who starts once,
// and each value of the other dimensions beside an approval, with everything else as plain as can be: what one of them breaks is not
// hidden by another. So is what a server makes of a result beside what a person does who waits for it, or comes back to it.
func (p places) alone() []situation {
	var all []situation
	for server := range p[serverDim] {
		for person := range p[personDim] {
			at := situation{serverDim: server, personDim: person}
			if n := p.names(at); strings.HasPrefix(n.server, resultPrefix) && !n.startsMeanwhile() && p.possible(at) {
				all = append(all, at)
			}
		}
	}
	for d := range p {
		for v := range p[d] {
			for answer := range record.Outcomes() {
				var at situation
				at[answerDim], at[d] = answer, v
				every := answer == 0 || d == beforeDim || d == timeDim || d == personDim && !p.names(at).startsMeanwhile()
				if every && p.possible(at) {
					all = append(all, at)
				}
			}
		}
	}
	return all
}

// Beyond makes the scenario beyond the plan that a name describes, such as "cancel, twice, after unknown". The error says
// what is not understood.
func Beyond(name string, p *schemas.Profile, seed string) (Scenario, error) {
	e := newExplorer(p, seed)
	at, err := e.places.read(name)
	if err != nil {
		return Scenario{}, err
	}
	return e.scenario(at), nil
}

// explorer makes scenarios of situations.
type explorer struct {
	places places
	plain  Scenario
	later  Granted
}

func newExplorer(p *schemas.Profile, seed string) explorer {
	from := draw.From(seed)
	b := &builder{canaries: drawCanaries(p, from), device: drawDevice(from)}
	b.add("", Answer{How: Plain, Outcome: record.Approve})
	later := drawCanaries(p, from)
	return explorer{space(), b.scenarios[0], Granted{later.AuthState, later.AuthCode}}
}

// scenario makes the scenario of a situation.
func (e explorer) scenario(at situation) Scenario {
	s := e.plain
	s.Name, s.drawn = e.places.describe(at), &at
	for d, v := range at {
		e.places[d][v].set(&s)
	}
	if s.Flow.About > 1 {
		s.Wallet.Later = &e.later // what is kept from one attempt to the next is seen
	}
	return s
}

// Drawn says whether the scenario was drawn from the space.
func (s Scenario) Drawn() bool { return s.drawn != nil }

// exploration is how a session explores; nil where there is nothing to explore.
func exploration(o Options) *rule.Exploration[Scenario] {
	if len(o.Explore) == 0 {
		return nil
	}
	e, judges := newExplorer(o.Profile, o.Seed), judgesBeyond()
	return &rule.Exploration[Scenario]{
		Scenarios: o.Explore, Base: matchers.Base(), Control: e.control, Smaller: e.smaller, Size: Scenario.size,
		Judges: func(s Scenario, id string) bool {
			may := judges[id]
			return may != nil && may(e.places.names(*s.drawn))
		},
	}
}

// smaller lists the scenarios that have the plainest value in place of another.
func (e explorer) smaller(s Scenario) []Scenario {
	var made []Scenario
	for d, v := range *s.drawn {
		at := *s.drawn
		if at[d] = 0; v != 0 && e.places.possible(at) {
			made = append(made, e.scenario(at))
		}
	}
	return made
}

// size orders scenarios by how much is odd about them.
func (s Scenario) size() int {
	size := 0
	for d, v := range s.drawn {
		if v != 0 {
			size += 1 + min(d, 1) // another answer is plainer than anything else that is odd
		}
	}
	return size
}
