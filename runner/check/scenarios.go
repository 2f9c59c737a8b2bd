package check

import (
	"fmt"
	"slices"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/suites/wallet"
)

// chooseScenarios finds the scenarios that were chosen: those of the plan, and of a wallet those beyond it, which are named
// as the reports name them.
func (c *check) chooseScenarios(p party) error {
	c.Scenarios, c.chosenBeyond = slices.Clone(c.Scenarios), nil
	for i, name := range c.Scenarios {
		if slices.Contains(p.scenarios, name) {
			continue
		}
		unknown := fmt.Errorf("--scenario: the %s plan has no scenario %q%s", c.Plan, name, config.DidYouMean(name, p.scenarios))
		if p.subject != schemas.Wallet {
			return unknown
		}
		s, err := wallet.Beyond(name, c.Profile)
		if err != nil {
			return fmt.Errorf("%w, and it describes none: %v", unknown, err)
		}
		c.Scenarios[i] = s.Name
		c.chosenBeyond = append(c.chosenBeyond, s)
	}
	return nil
}
