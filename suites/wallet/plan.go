package wallet

import (
	"fmt"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/draw"
	"github.com/signspec/signspec/suites/rule"
)

// Full and Thrifty are the names of the plans.
const (
	// Full performs every scenario.
	Full = "full"
	// Thrifty performs at most 12 authorisations, for targets where each costs a person's time. It shows every must
	// rule and leaves some should rules untested.
	Thrifty = "thrifty"
)

// PlanNames lists the plans.
func PlanNames() []string { return []string{Full, Thrifty} }

// Plan is the scenarios of a run, in the order in which they are best performed.
type Plan = rule.Plan[Scenario]

// NewPlan makes the plan of that name under a profile. States are random, so that no wallet can know them.
func NewPlan(name string, p *schemas.Profile) (Plan, error) { return DrawPlan(name, p, "") }

// DrawPlan makes the plan of that name under a profile, with states and sign strings that follow from the seed: the same
// in every plan of that seed. The empty seed stands for one that nobody knows.
func DrawPlan(name string, p *schemas.Profile, seed string) (Plan, error) {
	b := &builder{profile: p, draw: draw.From(seed)}
	switch name {
	case Full:
		b.full()
	case Thrifty:
		b.thrifty()
	default:
		return Plan{}, fmt.Errorf("unknown plan %q; the plans are %s", name, strings.Join(PlanNames(), " and "))
	}
	inHandOrder(b.scenarios)
	return Plan{Name: name, Scenarios: b.scenarios}, nil
}

// Authorisations counts the calls of the scenarios that a user or a sandbox has to authorise: those that stage an
// outcome and pass the sign string that staging yields.
func Authorisations(scenarios ...Scenario) map[record.Outcome]int {
	count := map[record.Outcome]int{}
	for _, s := range scenarios {
		for _, o := range s.Authorised() {
			count[o]++
		}
	}
	return count
}
