package check

import (
	"fmt"
	"slices"

	"github.com/signspec/signspec/schemas/config"
)

// chooseScenarios finds the scenarios that were chosen: those of the plan, and those beyond it, which are named as the
// reports name them.
func (c *check) chooseScenarios(p party) error {
	c.Scenarios, c.chosenCalls, c.chosenVisits, c.chosenAttempts, c.chosenWalks = slices.Clone(c.Scenarios), nil, nil, nil, nil
	for i, name := range c.Scenarios {
		if slices.Contains(p.scenarios, name) {
			continue
		}
		unknown := fmt.Errorf("--scenario: the %s plan has no scenario %q%s", c.Plan, name, config.DidYouMean(name, p.scenarios))
		if p.beyond == nil {
			return unknown
		}
		own, err := p.beyond(c, name)
		if err != nil {
			return fmt.Errorf("%w, and it describes none: %v", unknown, err)
		}
		c.Scenarios[i] = own
	}
	return nil
}
