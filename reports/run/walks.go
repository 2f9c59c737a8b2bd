package run

import "fmt"

// Walks is which calls a run made of an open platform beyond its plan: each odd in one way, behind what may have come before.
type Walks struct {
	// Scenarios and Calls count what was explored.
	Scenarios int `json:"scenarios"`
	Calls     int `json:"calls"`
	// Authorisations counts those of a user beside them.
	Authorisations int `json:"authorisations"`
	// Oddities counts what can be odd about each call.
	Oddities Part `json:"oddities"`
	// Befores counts what can have come before one.
	Befores Part `json:"befores"`
	// Kinds counts the rules that speak for what is odd, each with each call and what came before it: 3-way coverage.
	Kinds Part `json:"kinds"`
	// Pairs is 2-way coverage of oddities, calls, what came before, and clients.
	Pairs Part `json:"pairs"`
	// Hearing is 2-way coverage of how notifications are answered, of their kinds, what was done before, states and clients; nothing
	// where none are listened for.
	Hearing Part `json:"hearing"`
	// Seed is that of the random scenarios; nil where there were none.
	Seed *uint64 `json:"seed,omitempty"`
}

// String says it in a sentence.
func (w Walks) String() string {
	text := fmt.Sprintf("covered are %s things that can be odd about a call, behind %s things that can have come before; 3-way coverage %s "+
		"(%s of kind, call and what came before), 2-way %s (%s pairs)", w.Oddities, w.Befores, w.Kinds.percent(), w.Kinds, w.Pairs.percent(), w.Pairs)
	if w.Hearing.Of > 0 {
		text += fmt.Sprintf(", and of notifications %s (%s pairs)", w.Hearing.percent(), w.Hearing)
	}
	if w.Seed != nil {
		text += fmt.Sprintf(", seed %d", *w.Seed)
	}
	return text + "; " + Plural(w.Scenarios, "explored scenario") + " of " + Plural(w.Calls, "call") + " and " +
		Plural(w.Authorisations, "authorisation")
}
