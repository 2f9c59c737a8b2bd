package run

import "fmt"

// Sequences is which orders of events a run brought about for a merchant's server beyond its plan: how the platform answered, what
// came in which order, what came once more, and what another user did meanwhile.
type Sequences struct {
	// Scenarios and Events count what was explored.
	Scenarios int  `json:"scenarios"`
	Events    int  `json:"events"`
	Answers   Part `json:"answers"`
	// AnswerOrders is every answer with every order of the events of an attempt.
	AnswerOrders Part `json:"answerOrders"`
	Repeats      Part `json:"repeats"`
	Besides      Part `json:"besides"`
	// Endings counts what comes when an attempt is bound: it is unbound, cancelled, made anew.
	Endings Part `json:"endings"`
	// Priors counts families of the plan's scenarios, each with what a user may have had with the merchant before.
	Priors Part `json:"priors"`
	// Pairs is 2-way coverage of answers, orders, repeats, besides and endings.
	Pairs Part `json:"pairs"`
	// Orders is ordered 3-way coverage of the events of two users.
	Orders Part `json:"orders"`
	// Seed is that of the random scenarios; nil where there were none.
	Seed *uint64 `json:"seed,omitempty"`
}

// String says it in a sentence.
func (s Sequences) String() string {
	priors := ""
	if s.Priors.Of > 0 {
		priors = fmt.Sprintf(", %s pairs of a family of scenarios and what its user had before", s.Priors)
	}
	text := fmt.Sprintf("covered are %s answers of the platform, %s repeats, %s things that another user does, %s endings of an agreement%s; "+
		"2-way coverage %s (%s pairs), answers and orders %s (%s), ordered 3-way coverage of events %s (%s)",
		s.Answers, s.Repeats, s.Besides, s.Endings, priors, s.Pairs.percent(), s.Pairs, s.AnswerOrders.percent(), s.AnswerOrders,
		s.Orders.percent(), s.Orders)
	if s.Seed != nil {
		text += fmt.Sprintf(", seed %d", *s.Seed)
	}
	return text + "; " + Plural(s.Scenarios, "explored scenario") + " of " + Plural(s.Events, "event")
}
