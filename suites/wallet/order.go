package wallet

import (
	"cmp"
	"slices"

	"github.com/signspec/signspec/schemas/record"
)

// inHandOrder orders scenarios so that a person who authorises them does as little as possible: the same thing over and
// over before the next thing, the network last, which has to be switched off and on, and at the very end whatever needs
// nobody, so that the person can go.
func inHandOrder(scenarios []Scenario) {
	slices.SortStableFunc(scenarios, func(a, b Scenario) int { return cmp.Compare(a.handRank(), b.handRank()) })
}

// handGroups are the outcomes in the order in which a person brings them about.
func handGroups() []record.Outcome {
	return []record.Outcome{record.Approve, record.Cancel, record.Fail, record.Unknown, record.Network}
}

// handRank is the place of a scenario among the others, which is that of what a person has to do for it.
func (s Scenario) handRank() int {
	outcomes := s.Authorised()
	if len(outcomes) == 0 {
		return 2 * len(handGroups())
	}
	rank := 2 * slices.Index(handGroups(), outcomes[0])
	switch {
	case s.Overlap: // two pages at once, between the approvals and the rest
		return 1
	case slices.ContainsFunc(outcomes, func(o record.Outcome) bool { return o != outcomes[0] }):
		return rank + 1 // ends in something else, so it comes last of its kind
	}
	return rank
}

// Authorised lists the outcomes that a person or a sandbox brings about in the scenario, in the order of the calls:
// those of the calls that pass the sign string which staging yields.
func (s Scenario) Authorised() []record.Outcome {
	var outcomes []record.Outcome
	for _, c := range s.Calls {
		if c.Stage != nil && c.Fill != "" {
			outcomes = append(outcomes, c.Stage.Outcome)
		}
	}
	return outcomes
}
