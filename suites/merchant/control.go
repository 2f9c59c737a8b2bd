package merchant

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant/matchers"
)

// Control names the scenario that one beyond the plan is compared with in which a person cancels, or the result is unknown, and sees
// what comes of it: the same, and in the end the signing fails. "" is none.
func (s Scenario) Control() string {
	if s.drawn == nil {
		return ""
	}
	if n := places(space()).names(*s.drawn); !n.comesBack() || !n.is(record.Cancel) && !n.is(record.Unknown) {
		return ""
	}
	return matchers.FailingInstead(s.Name)
}

// control makes the scenario that one is compared with; ok is false where there is none.
func (e explorer) control(s Scenario) (of Scenario, ok bool) {
	name := s.Control()
	if name == "" {
		return Scenario{}, false
	}
	at, err := e.places.read(name)
	return e.scenario(at), err == nil
}
