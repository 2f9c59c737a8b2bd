package merchant

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/cover"
)

// situation is the value that a scenario has in each dimension, by its number.
type situation [dimensions]int

// situation returns the values that a scenario has.
func (s Scenario) situation() situation {
	var at situation
	for d, values := range space() {
		for v := 1; v < len(values); v++ {
			if values[v].is(s) {
				at[d] = v
				break
			}
		}
	}
	return at
}

// places are the values of a space.
type places [dimensions][]value

// name is the name of the value of a dimension.
func (p places) name(at situation, dimension int) string { return p[dimension][at[dimension]].name }

// names are the names of the values of a situation.
type names struct{ answer, server, person, time, before string }

func (p places) names(at situation) names {
	return names{p.name(at, answerDim), p.name(at, serverDim), p.name(at, personDim), p.name(at, timeDim), p.name(at, beforeDim)}
}

// possible says whether a situation can come about, and means anything: without a sign string there is no answer, a
// failure comes after a success only, a result is sent after a success only, and who starts again meanwhile starts first.
func (p places) possible(at situation) bool {
	n := p.names(at)
	approved := n.answer == string(record.Approve)
	switch {
	case n.person == leavesPage && n.time != inTime:
		return false // the answer comes once the page has been left
	case n.before != nothing && n.startsMeanwhile():
		return false
	case n.unprepared():
		return approved && n.time == inTime && n.person == startsOnce
	case !slices.Contains(record.Outcomes(), record.Outcome(n.answer)) && n.person != startsOnce:
		return false // what is odd about an answer is seen beside a person who does nothing odd
	case n.time == never || n.time == thenAFailure:
		return approved
	case n.answer == string(Throws):
		return n.time == inTime && n.person != leavesPage
	case n.answer == string(OldContainer):
		return n.time == inTime && n.person != leavesPage && n.before == nothing
	case n.answer == string(PaySignCenter):
		return n.server == resultRejected // a program may pass on what its server sees to be a failure
	}
	return approved || !strings.HasPrefix(n.server, resultPrefix)
}

// unprepared says whether the server gives no sign string.
func (n names) unprepared() bool {
	return strings.HasPrefix(n.server, preparePrefix) && n.server != prepareSlow
}

// complete makes a situation of a pair with the plainest other values that make it possible.
func (p places) complete(q cover.Pair) (situation, bool) {
	var at situation
	at[q.First], at[q.Second] = q.FirstValue, q.SecondValue
	if p.name(at, answerDim) == string(PaySignCenter) && q.Second != serverDim {
		at[serverDim] = p.index(serverDim, resultRejected)
	}
	return at, p.possible(at)
}

// index is the number of a value by its name; -1 where there is none.
func (p places) index(dimension int, name string) int {
	return slices.IndexFunc(p[dimension], func(v value) bool { return v.name == name })
}

// covering is what a covering array is to cover.
func (p places) covering() cover.Space {
	s := cover.Space{
		Possible: func(at cover.Point) bool { return p.possible(situation(at)) },
		Complete: func(q cover.Pair) (cover.Point, bool) {
			at, ok := p.complete(q)
			return at[:], ok
		},
	}
	for _, values := range p {
		var numbers []int
		for v := range values {
			if !values[v].variant {
				numbers = append(numbers, v)
			}
		}
		s.Values = append(s.Values, numbers)
	}
	return s
}

// separator stands between the values in the name of a situation.
const separator = ", "

// describe names a situation by what is not plain about it, the answer first.
func (p places) describe(at situation) string {
	names := []string{p.name(at, answerDim)}
	for d := answerDim + 1; d < dimensions; d++ {
		if at[d] != 0 {
			names = append(names, p.name(at, d))
		}
	}
	return strings.Join(names, separator)
}

// read finds the situation that a name describes. The error says what is not understood.
func (p places) read(description string) (situation, error) {
	var at situation
	var known []string
	for d := range p {
		for _, v := range p[d] {
			known = append(known, v.name)
		}
	}
	for _, name := range strings.Split(description, separator) {
		d := slices.IndexFunc(p[:], func(values []value) bool {
			return slices.ContainsFunc(values, func(v value) bool { return v.name == name })
		})
		if d < 0 {
			all := "; there are " + strings.Join(known, separator)
			return at, fmt.Errorf("nothing is called %q%s", name, cmp.Or(config.DidYouMean(name, known), all))
		}
		at[d] = p.index(d, name)
	}
	if !p.possible(at) {
		return at, fmt.Errorf("%q cannot come about", description)
	}
	return at, nil
}
