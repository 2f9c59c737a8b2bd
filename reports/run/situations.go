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
	// Pairs is 2-way coverage of them.
	Pairs Part `json:"pairs"`
}

// String says it in a sentence.
func (s Situations) String() string {
	return fmt.Sprintf("covered are %d of %d answers of the wallet, %d of %d of the server, %d of %d things that a person does, %d of %d times of the answer; "+
		"2-way coverage %s (%d of %d pairs); %d scenarios", s.Answers.Covered, s.Answers.Of, s.Server.Covered, s.Server.Of, s.Person.Covered, s.Person.Of,
		s.Time.Covered, s.Time.Of, s.Pairs.percent(), s.Pairs.Covered, s.Pairs.Of, s.Scenarios)
}
