package platform

import (
	"slices"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/platform/matchers"
	"github.com/signspec/signspec/suites/rule"
)

// Exploring says what is performed beyond the plan.
type Exploring = rule.Exploring[Scenario]

// exploring is what a session performs beyond its plan, once it is known what the platform has.
func exploring() *rule.Exploration[Scenario] {
	return &rule.Exploration[Scenario]{
		Base: matchers.Base(), Anyway: true, Control: Scenario.Control, Smaller: smaller, Size: Scenario.size, Judges: judges,
		Speaker: Scenario.speaker,
	}
}

// Explored lists what is performed of a platform with some means, as Description has them; random walks without an end are not in it.
func Explored(asked Exploring, p *schemas.Profile, means []string) []Scenario {
	switch {
	case asked.None:
		return nil
	case len(asked.Only) > 0:
		return asked.Only
	}
	space := NewSpace(p, means)
	all := append(space.Explored(), asked.Also...)
	for number := range asked.Random {
		all = append(all, space.Random(asked.Seed, number+1))
	}
	return rule.WithControls(all, Scenario.Control)
}

// explore fills in what is performed of a platform with some means.
func explore(ex *rule.Exploration[Scenario], asked Exploring, p *schemas.Profile, means []string) {
	ex.Scenarios = Explored(asked, p, means)
	if asked.More != nil && len(asked.Only) == 0 {
		space := NewSpace(p, means)
		ex.More = func() (Scenario, bool) {
			number, ok := asked.More()
			return space.Random(asked.Seed, number), ok
		}
	}
}

// odd is the first call of a walk about which something is odd.
func (s Scenario) odd() (Step, bool) {
	i := slices.IndexFunc(s.Steps, func(step Step) bool { return step.Odd != "" })
	if i < 0 {
		return Step{}, false
	}
	return s.Steps[i], true
}

// Control is the same walk without what is odd about its calls, or without these calls; ok is false where nothing is odd.
func (s Scenario) Control() (of Scenario, ok bool) {
	odd, ok := s.odd()
	if !ok {
		return Scenario{}, false
	}
	var steps []Step
	for _, step := range s.Steps {
		if step.Odd == "" || !odd.Refused {
			steps = append(steps, step.plain())
		}
	}
	return walk(steps), true
}

// speaker is the id of the rule that speaks for a walk: where that is broken, other rules are by the same cause. What comes of itself
// is of every rule about it.
func (s Scenario) speaker() string {
	if s.listens() {
		return ""
	}
	odd, _ := s.odd()
	return odd.Rule
}

// smaller lists the walks that lack one call, the first ones first, and the same walk with the clients in each other's place.
func smaller(of Scenario) []Scenario {
	var made []Scenario
	for i := range of.Steps {
		if less := walk(slices.Delete(slices.Clone(of.Steps), i, i+1)); less.hasOdd() || !of.hasOdd() {
			made = append(made, less)
		}
	}
	swapped := slices.Clone(of.Steps)
	for i := range swapped {
		swapped[i] = swapped[i].swapped()
	}
	if other := walk(swapped); other.size() < of.size() {
		made = append(made, other)
	}
	return slices.DeleteFunc(made, func(s Scenario) bool { return len(s.Steps) == 0 })
}

func (s Scenario) hasOdd() bool {
	_, ok := s.odd()
	return ok
}

// size orders walks by how much happens in them; what the second client does is less plain.
func (s Scenario) size() int {
	size := 0
	for _, step := range s.Steps {
		size += 2 + step.plain().Client
	}
	return size
}

// judges says whether a rule may be held against a walk: those of what is odd about it, and those that every call and every
// notification has to keep. What is said of codes and tokens is of one agreement.
func judges(s Scenario, id string) bool {
	switch id {
	case "success-signed", "failure-signed", "result-present", "result-limits", "status-matches-code", "answer-encoding-edition",
		"url-returned", "url-limits", "expiry-with-token":
		return true
	case "code-no-second-token", "refresh-rotation", "cancel-ends-token":
		return s.agreements() == 1
	case "notify-signed", "notify-content", "notify-resent", "notify-stops", "notify-own-url":
		return s.listens()
	}
	return slices.ContainsFunc(s.Steps, func(step Step) bool { return step.Odd != "" && step.Rule == id })
}

// listens says whether notifications are waited for.
func (s Scenario) listens() bool {
	return slices.ContainsFunc(s.Steps, func(step Step) bool { return step.Do == Listen })
}

// agreements counts the approvals of a walk.
func (s Scenario) agreements() int {
	n := 0
	for _, step := range s.Steps {
		if step.Outcome == "approve" {
			n++
		}
	}
	return n
}
