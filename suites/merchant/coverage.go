package merchant

import "github.com/signspec/signspec/suites/cover"

// Coverage is which situations a run brought about: the wallet's answers, the server's, what the person does, when the
// answer comes and what came before, each as how many of how many values, and in pairs, in the terms of the field: 2-way
// coverage.
type Coverage struct {
	Scenarios                             int
	Answers, Server, Person, Time, Before Count
	Pairs                                 Count
}

// Count is how many of how many were covered.
type Count struct{ Covered, Of int }

// Covered computes what the scenarios cover that were really performed.
func Covered(performed []Scenario) Coverage {
	p := places(space())
	open := p.covering().Pairs()
	pairs := len(open)
	var seen [dimensions]map[int]bool
	for d := range seen {
		seen[d] = map[int]bool{}
	}
	for _, s := range performed {
		at := s.situation()
		for d, v := range at {
			seen[d][v] = true
		}
		cover.Point(at[:]).Shut(open)
	}
	count := func(d int) Count { return Count{len(seen[d]), len(p[d])} }
	return Coverage{
		Scenarios: len(performed), Answers: count(answerDim), Server: count(serverDim), Person: count(personDim),
		Time: count(timeDim), Before: count(beforeDim), Pairs: Count{pairs - len(open), pairs},
	}
}
