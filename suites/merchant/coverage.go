package merchant

// Coverage is which situations a run brought about: the wallet's answers, the server's, what the person does and when
// the answer comes, each as how many of how many values, and in pairs, in the terms of the field: 2-way coverage.
type Coverage struct {
	Scenarios                     int
	Answers, Server, Person, Time Count
	Pairs                         Count
}

// Count is how many of how many were covered.
type Count struct{ Covered, Of int }

// pair is a value of each of two dimensions, the first one first.
type pair struct {
	first, second int
	a, b          string
}

// Covered computes what the scenarios cover that were really performed.
func Covered(performed []Scenario) Coverage {
	values, pairs := possible()
	seen := [dimensions]map[string]bool{}
	for d := range seen {
		seen[d] = map[string]bool{}
	}
	met := map[pair]bool{}
	for _, s := range performed {
		at := s.situation()
		for d, value := range at {
			seen[d][value] = true
		}
		for _, p := range at.pairs() {
			if pairs[p] {
				met[p] = true
			}
		}
	}
	count := func(d int) Count { return Count{len(seen[d]), len(values[d])} }
	return Coverage{
		Scenarios: len(performed), Answers: count(answerDim), Server: count(serverDim), Person: count(personDim), Time: count(timeDim),
		Pairs: Count{len(met), len(pairs)},
	}
}

// possible lists the values of the space, and the pairs of them that can come about.
func possible() (values [dimensions][]string, pairs map[pair]bool) {
	values, pairs = space(), map[pair]bool{}
	var at situation
	var fill func(d int)
	fill = func(d int) {
		if d < dimensions {
			for _, at[d] = range values[d] {
				fill(d + 1)
			}
			return
		}
		if at.possible() {
			for _, p := range at.pairs() {
				pairs[p] = true
			}
		}
	}
	fill(0)
	return values, pairs
}

func (at situation) pairs() []pair {
	var all []pair
	for d := range at {
		for e := d + 1; e < dimensions; e++ {
			all = append(all, pair{d, e, at[d], at[e]})
		}
	}
	return all
}
