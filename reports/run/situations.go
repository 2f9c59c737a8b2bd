package run

import "fmt"

// Situations is which situations a run brought about for a mini program: what the wallet and the server answered, what the
// person did and when the answer came.
type Situations struct {
	Scenarios int  `json:"scenarios"`
	Answers   Part `json:"answers"`
	Server    Part `json:"server"`
	Person    Part `json:"person"`
	Time      Part `json:"time"`
	// Before is what a start before it had ended in.
	Before Part `json:"before"`
	// Pairs is 2-way coverage of them.
	Pairs Part `json:"pairs"`
}

// String says it in a sentence.
func (s Situations) String() string {
	return fmt.Sprintf("covered are %s answers of the wallet, %s of the server, %s things that a person does, %s times of the answer, "+
		"%s things that came before; 2-way coverage %s (%s pairs); %d scenarios", s.Answers, s.Server, s.Person, s.Time, s.Before,
		s.Pairs.percent(), s.Pairs, s.Scenarios)
}
