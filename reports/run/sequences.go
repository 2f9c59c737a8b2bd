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
	// Settings counts the plan's scenarios, each in what may surround it: what its user had before, or what goes on meanwhile.
	Settings Part `json:"settings"`
	// RuleSettings counts the rules that these scenarios are there for, each in each setting.
	RuleSettings Part `json:"ruleSettings"`
	// Pairs is 2-way coverage of answers, orders, repeats, besides and endings.
	Pairs Part `json:"pairs"`
	// Orders is ordered 3-way coverage of the events of two users.
	Orders Part `json:"orders"`
	// Seed is that of the random scenarios; nil where there were none.
	Seed *uint64 `json:"seed,omitempty"`
}

// String says it in a sentence.
func (s Sequences) String() string {
	settings := ""
	if s.Settings.Of > 0 {
		settings = fmt.Sprintf(", %s pairs of a rule and what surrounds its scenarios (%s of each scenario)", s.RuleSettings, s.Settings)
	}
	text := fmt.Sprintf("covered are %s answers of the platform, %s repeats, %s things that another user does, %s endings of an agreement%s; "+
		"2-way coverage %s (%s pairs), answers and orders %s (%s), ordered 3-way coverage of events %s (%s)",
		s.Answers, s.Repeats, s.Besides, s.Endings, settings, s.Pairs.percent(), s.Pairs, s.AnswerOrders.percent(), s.AnswerOrders,
		s.Orders.percent(), s.Orders)
	if s.Seed != nil {
		text += fmt.Sprintf(", seed %d", *s.Seed)
	}
	return text + "; " + Plural(s.Scenarios, "explored scenario") + " of " + Plural(s.Events, "event")
}
