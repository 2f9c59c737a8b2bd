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

// withControls puts the control of each scenario before it, unless it is there already.
func (e explorer) withControls(all []Scenario) []Scenario {
	var ordered []Scenario
	known := map[string]bool{}
	add := func(s Scenario) {
		if !known[s.Name] {
			known[s.Name] = true
			ordered = append(ordered, s)
		}
	}
	for _, s := range all {
		if control, ok := e.control(s); ok {
			add(control)
		}
		add(s)
	}
	return ordered
}
