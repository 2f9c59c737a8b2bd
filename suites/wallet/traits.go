package wallet

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
)

// ScenarioName is the name of the scenario.
func (s Scenario) ScenarioName() string { return s.Name }

// Traits are "stages:" and each outcome that some call stages, and "plain:" and the outcome of the first call where
// nothing about that call is unusual.
func (s Scenario) Traits() []string {
	var traits []string
	for _, o := range record.Outcomes() {
		if slices.Contains(s.Authorised(), o) {
			traits = append(traits, staging(o)...)
		}
		if s.opensPlainly(o) {
			traits = append(traits, plain(o))
		}
	}
	return traits
}

// staging is the trait of scenarios of which some call stages one of the outcomes.
func staging(outcomes ...record.Outcome) []string {
	traits := make([]string, len(outcomes))
	for i, o := range outcomes {
		traits[i] = "stages:" + string(o)
	}
	return traits
}

// plain is the trait of scenarios whose first call shows what happens when nobody disturbs it.
func plain(o record.Outcome) string { return "plain:" + string(o) }

// opensPlainly says whether the first call of the scenario stages the outcome with all callbacks, and nothing about
// it is unusual.
func (s Scenario) opensPlainly(o record.Outcome) bool {
	if len(s.Calls) == 0 || s.Overlap {
		return false
	}
	first := s.Calls[0]
	return first.Stage != nil && first.Stage.Outcome == o && first.Fill != "" &&
		len(first.Callbacks) == len(every()) && len(first.Throws) == 0 && !first.Frozen
}

// plainRefusal is the scenario that shows how a bad sign string is refused when nobody disturbs the call.
const plainRefusal = "sign-str/absent"

// plainOf are the traits, or the names, of the scenarios that show each outcome of this one when nobody disturbs it.
func plainOf(s Scenario) []string {
	var traits []string
	for _, c := range s.Calls {
		if c.Stage != nil && !slices.Contains(traits, plain(c.Stage.Outcome)) {
			traits = append(traits, plain(c.Stage.Outcome))
		}
		if c.Fill == "" && !slices.Contains(traits, plainRefusal) {
			traits = append(traits, plainRefusal)
		}
	}
	return traits
}
