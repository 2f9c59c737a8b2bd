package platform

import (
	"fmt"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/suites/platform/matchers"
	"github.com/signspec/signspec/suites/wire"
)

// A walk is a scenario beyond the plan, which its name tells: "consult, approve, second's apply (other-key), apply".

// second begins a step of a walk that the second client makes.
const second = "second's "

// word is a step of a walk by its name.
type word struct {
	name string
	Step
}

// words lists the steps of walks.
func words() []word {
	return []word{
		{"consult", Step{Do: Consult}},
		{"consult again", Step{Do: Consult, Same: true}}, // with the body of the one before
		{"approve", Step{Do: Authorise, Outcome: "approve"}},
		{"reject", Step{Do: Authorise, Outcome: "cancel"}},
		{"apply", Step{Do: Apply}},
		{"apply first", Step{Do: Apply, First: true}}, // the first code of the walk
		{"apply nonsense", Step{Do: Apply, Field: "authCode", How: Random, Once: true}},
		{"refresh", Step{Do: Refresh}},
		{"refresh first", Step{Do: Refresh, First: true}},
		{"cancel", Step{Do: Cancel}},
		{"listen", Step{Do: Listen}},
	}
}

// step is the step of a word.
func step(name string) Step {
	all := words()
	return all[slices.IndexFunc(all, func(w word) bool { return w.name == name })].Step
}

// walk makes the scenario of some steps.
func walk(steps []Step) Scenario {
	of := Scenario{Steps: steps}
	var names []string
	for _, s := range steps {
		names = append(names, s.word())
		if kind, how, ok := strings.Cut(s.Odd, " "); ok && s.Do == Listen {
			of.Acknowledge, of.AcknowledgeOf = []Acknowledgement{Acknowledgement(how), Good}, kind
		}
	}
	of.Name = strings.Join(names, ", ")
	return of
}

// word is the name of a step of a walk.
func (s Step) word() string {
	plain := s.plain()
	plain.Client = 0 // who makes it is said before it
	all := words()
	name := all[slices.IndexFunc(all, func(w word) bool { return w.Step == plain })].name
	if s.Client == 1 {
		name = second + name
	}
	if s.Odd != "" {
		name += " (" + s.Odd + ")"
	}
	return name
}

// plain is a step of a walk without what is odd about it. A call of another client is the client's own then.
func (s Step) plain() Step {
	if s.Odd == "" {
		return s
	}
	if s.Odd == ofAnother {
		s.Client = 1 - s.Client
	}
	return Step{Do: s.Do, Client: s.Client, Outcome: s.Outcome, Same: s.Same, First: s.First}
}

// readWalk makes the scenario that a name describes. The error says what is not understood.
func readWalk(name string, portal *schemas.Portal) (Scenario, error) {
	var steps []Step
	for text := range strings.SplitSeq(name, ", ") {
		rest, isSecond := strings.CutPrefix(text, second)
		rest, odd, _ := strings.Cut(strings.TrimSuffix(rest, ")"), " (")
		i := slices.IndexFunc(words(), func(w word) bool { return w.name == rest })
		if i < 0 {
			if meant := config.DidYouMean(rest, wordNames()); meant != "" {
				return Scenario{}, fmt.Errorf("%q is no step of a walk%s", text, meant)
			}
			return Scenario{}, fmt.Errorf("%q is none of %s, of the second client with %q before it", text, strings.Join(wordNames(), ", "), second)
		}
		s := words()[i].Step
		if isSecond {
			s.Client = 1
		}
		if odd != "" {
			o, ok := oddityOf(portal, odd, s.Do)
			if !ok {
				return Scenario{}, oddityMistake(portal, odd, s.Do)
			}
			if o.name == ofAnother {
				s.Client = 1 - s.Client // whose code or token it is
			}
			s = o.put(s)
		}
		steps = append(steps, s)
	}
	return walk(steps), nil
}

// oddityMistake says what can be odd about a call, where what was named cannot.
func oddityMistake(portal *schemas.Portal, name string, of Action) error {
	var names []string
	for _, o := range allOddities(portal) {
		if slices.Contains(o.of, of) {
			names = append(names, o.name)
		}
	}
	if len(names) == 0 {
		return fmt.Errorf("%q: nothing can be odd about %s", name, of)
	}
	if meant := config.DidYouMean(name, names); meant != "" {
		return fmt.Errorf("%q is nothing that can be odd about %s in this edition%s", name, of, meant)
	}
	return fmt.Errorf("%q is nothing that can be odd about %s in this edition; there are %s", name, of, strings.Join(names, ", "))
}

func wordNames() []string {
	var names []string
	for _, w := range words() {
		names = append(names, w.name)
	}
	return names
}

// Beyond makes the walk that a name describes, under the edition of a profile. The error says what is not understood.
func Beyond(name string, p *schemas.Profile) (Scenario, error) {
	return readWalk(name, wire.PortalOf(p))
}

// Drawn says whether the scenario is a walk, and not one of the plan.
func (s Scenario) Drawn() bool { return matchers.IsWalk(s.Name) }
