package socket

import (
	"fmt"

	"github.com/signspec/signspec/suites/wallet"
)

// progress is how far a run is, as the person at the device counts it: by what there is to authorise.
type progress struct {
	scenarios, authorisations         int // of the whole run; 0 where nobody knows
	scenariosDone, authorisationsDone int
}

func newProgress(plan []wallet.Scenario) progress {
	return progress{scenarios: len(plan), authorisations: authorisations(plan...)}
}

func authorisations(scenarios ...wallet.Scenario) int {
	total := 0
	for _, n := range wallet.Authorisations(scenarios...) {
		total += n
	}
	return total
}

// performed counts a scenario that is over, whatever came of it.
func (p *progress) performed(s wallet.Scenario) {
	p.scenariosDone++
	p.authorisationsDone += authorisations(s)
}

// String is "Done: 11 of 80 scenarios, 13 of 72 authorisations.", or without "of" where nobody knows of how many.
func (p progress) String() string {
	if p.scenarios == 0 {
		return fmt.Sprintf("Done: %d scenarios, %d authorisations.", p.scenariosDone, p.authorisationsDone)
	}
	return fmt.Sprintf("Done: %d of %d scenarios, %d of %d authorisations.", p.scenariosDone, p.scenarios, p.authorisationsDone,
		p.authorisations)
}
