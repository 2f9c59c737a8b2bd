package server

import (
	"slices"

	"github.com/signspec/signspec/suites/cover"
)

// answerValue is one way in which the platform answers the exchanges of an attempt.
type answerValue struct {
	name    string
	answers []Answer
	// binds says that the attempt is bound in the end, by what is documented.
	binds bool
	// waits orders answers by how long a server may take over them.
	waits int
}

// The answers that are named elsewhere.
const (
	plainAnswer   = "success"
	refusedAnswer = "refused"
	processAnswer = "in process"
	slowAnswer    = "slow"
	unknownAnswer = "unknown"
	invalidAnswer = "invalid code"
	unsigned      = "unsigned"
	afterOthers   = "after b's" // the answer leaves once the second user's exchange has been answered
)

// answerValues lists the answers, the plainest first.
func answerValues() []answerValue {
	return []answerValue{
		{name: plainAnswer, binds: true},
		{name: slowAnswer, answers: []Answer{{Change: Slow}}, binds: true},
		{name: processAnswer, answers: []Answer{{Status: "U", Code: "inProcess"}, {}}, binds: true, waits: 2},
		{name: unknownAnswer, answers: []Answer{{Status: "U", Code: "unknown"}}, waits: 2},
		{name: "unknown once", answers: []Answer{{Status: "U", Code: "unknown"}, {}}, waits: 2},
		{name: refusedAnswer, answers: []Answer{{Status: "F", Code: "final"}}},
		{name: invalidAnswer, answers: []Answer{{Status: "F", Code: "invalidCode"}}},
		{name: "broken once", answers: []Answer{{Change: HTML500}, {}}, waits: 1},
		{name: "no answer once", answers: []Answer{{Change: Silence}, {}}, waits: 3},
		{name: unsigned, answers: []Answer{{Change: Unsigned}}, waits: 1},
		{name: afterOthers, answers: []Answer{{Held: true}}, binds: true},
	}
}

func answerOf(name string) (answerValue, bool) {
	all := answerValues()
	i := slices.IndexFunc(all, func(a answerValue) bool { return a.name == name })
	if i < 0 {
		return answerValue{}, false
	}
	return all[i], true
}

func answerNames() []string {
	var names []string
	for _, a := range answerValues() {
		names = append(names, a.name)
	}
	return names
}

// The dimensions of what may happen to attempts: how the exchanges are answered, in which order the events of an attempt
// come, what comes once more and when, what another user does beside it, and what comes when it is bound.
const (
	answerDim = iota
	orderDim
	repeatDim
	besideDim
	endingDim
	dimensions
)

// repeat is an event that comes once more.
type repeat struct {
	what string // empty is none
	when string
}

// When an event is repeated.
const (
	repeatedAtOnce = "at once"
	repeatedNext   = "next"
	repeatedLast   = "last"
)

// beside is what a second user does.
type beside struct {
	what   string // the event that hands the code over; empty is nobody
	answer string
	when   string
}

// When a second user's code is handed over.
const (
	besideAtOnce    = "at once" // with that of the first user
	besideBefore    = "before"
	besideMeanwhile = "meanwhile" // behind the first event after the start
)

// Space is what may happen to the attempts of a server.
type Space struct {
	answers []answerValue
	orders  [][]string
	repeats []repeat
	besides []beside
	endings []ending
	events  []event // those whose orders are counted
}

// NewSpace makes the space of a server with some means, as Description has them, whose edition has notifications or not.
func NewSpace(notifies bool, means []string) Space {
	has := func(name string) bool { return slices.Contains(means, name) }
	notifies = notifies && has("notify")
	of := []string{resultEvent}
	s := Space{answers: answerValues(), repeats: []repeat{{}, {startEvent, repeatedNext}}, besides: []beside{{}}, endings: []ending{nil}}
	again := []string{resultEvent}
	if notifies {
		of, again = append(of, notificationEvent), append(again, notificationEvent)
	}
	if has("status") { // which alone tells that it is bound no more
		of = append(of, statusEvent)
		s.endings = endings(notifies, has("unbind"))
	}
	s.orders = cover.Permutations(of)
	for _, alone := range again {
		if len(of) > 1 {
			s.orders = append(s.orders, []string{alone})
		}
	}
	for _, what := range again {
		for _, when := range []string{repeatedAtOnce, repeatedNext, repeatedLast} {
			if when != repeatedLast || len(of) > 1 {
				s.repeats = append(s.repeats, repeat{what, when})
			}
		}
	}
	for _, what := range of {
		s.events = append(s.events, event{what: what})
	}
	if !has("sessions") {
		s.answers = slices.DeleteFunc(s.answers, func(a answerValue) bool { return a.name == afterOthers })
		return s
	}
	s.besides = append(s.besides,
		beside{resultEvent, plainAnswer, besideMeanwhile}, beside{resultEvent, plainAnswer, besideBefore},
		beside{resultEvent, plainAnswer, besideAtOnce}, beside{resultEvent, refusedAnswer, besideMeanwhile},
		beside{resultEvent, refusedAnswer, besideAtOnce}, beside{resultEvent, processAnswer, besideMeanwhile},
	)
	s.events = append(s.events, event{what: resultEvent, second: true})
	if notifies {
		s.besides = append(s.besides, beside{notificationEvent, plainAnswer, besideAtOnce})
		s.events = append(s.events, event{what: notificationEvent, second: true})
	}
	return s
}

// possible says whether a point can come about: what is not there is not repeated, and an answer that waits for another's
// exchange needs one.
func (s Space) possible(p cover.Point) bool {
	order, again, other := s.orders[p[orderDim]], s.repeats[p[repeatDim]], s.besides[p[besideDim]]
	repeats := again.what == "" || again.what == startEvent || slices.Contains(order, again.what) &&
		(again.when != repeatedLast || order[len(order)-1] != again.what) // which would be next
	return repeats && (s.answers[p[answerDim]].name != afterOthers || other.when == besideAtOnce) && (p[endingDim] == 0 || s.endable(p))
}

// endable says whether an agreement is ended that comes about as a point has it: plainly, or when it was in process, by what carries a
// code alone, and another user's beside it.
func (s Space) endable(p cover.Point) bool {
	other, answer := s.besides[p[besideDim]], s.answers[p[answerDim]].name
	return (answer == plainAnswer || answer == processAnswer) && p[repeatDim] == 0 && !slices.Contains(s.orders[p[orderDim]], statusEvent) &&
		(other.what == "" || other.when == besideMeanwhile && other.answer == plainAnswer)
}

// complete makes a point of a pair with the plainest other values that make it possible.
func (s Space) complete(q cover.Pair) (cover.Point, bool) {
	p := make(cover.Point, dimensions)
	p[q.First], p[q.Second] = q.FirstValue, q.SecondValue
	if s.answers[p[answerDim]].name == afterOthers && q.First != besideDim && q.Second != besideDim {
		p[besideDim] = max(0, slices.IndexFunc(s.besides, func(b beside) bool { return b.when == besideAtOnce }))
	}
	if p[endingDim] != 0 && q.First != orderDim && q.Second != orderDim {
		p[orderDim] = max(0, slices.IndexFunc(s.orders, func(events []string) bool { return !slices.Contains(events, statusEvent) }))
	}
	return p, s.possible(p)
}

// covering is what a covering array is to cover.
func (s Space) covering() cover.Space {
	c := cover.Space{Possible: s.possible, Complete: s.complete}
	for _, n := range s.sizes() {
		var numbers []int
		for v := range n {
			numbers = append(numbers, v)
		}
		c.Values = append(c.Values, numbers)
	}
	return c
}

// script writes a point out.
func (s Space) script(p cover.Point) script {
	made := script{answers: [2]string{s.answers[p[answerDim]].name, plainAnswer}}
	again, other := s.repeats[p[repeatDim]], s.besides[p[besideDim]]
	var own []event
	for _, what := range s.orders[p[orderDim]] {
		own = append(own, event{what: what})
		if again.what == what && again.when != repeatedLast {
			own = append(own, event{what: what, with: again.when == repeatedAtOnce})
		}
	}
	if again.when == repeatedLast {
		own = append(own, event{what: again.what})
	}
	start, others := event{what: startEvent}, event{what: startEvent, second: true}
	if again.what == startEvent {
		made.events = append(made.events, start)
	}
	made.events = append(made.events, start)
	if other.what == "" {
		made.events = slices.Concat(made.events, own, s.endings[p[endingDim]])
		return made
	}
	made.answers[1] = other.answer
	made.events = append(made.events, others)
	theirs := event{what: other.what, second: true, with: other.when == besideAtOnce}
	at := 0
	switch other.when {
	case besideMeanwhile:
		at = 1
	case besideAtOnce:
		at = 1 + slices.IndexFunc(own, event.carries)
	}
	for at > 0 && at < len(own) && own[at].with { // what happens at once stays together
		at++
	}
	made.events = slices.Concat(made.events, slices.Insert(own, at, theirs), s.endings[p[endingDim]])
	return made
}
