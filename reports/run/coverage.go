package run

import (
	"fmt"
	"strings"
)

// Coverage is which combinations of what a caller may do the run performed beyond its plan.
type Coverage struct {
	// Scenarios and Calls count what was explored.
	Scenarios int `json:"scenarios"`
	Calls     int `json:"calls"`
	// Pairs is 2-way coverage of documented values; Beside that of each value beyond the documentation beside documented ones.
	Pairs  Part `json:"pairs"`
	Beside Part `json:"beside"`
	// Orders is ordered 3-way coverage of the outcomes.
	Orders Part `json:"orders"`
	// Seed is that of the random scenarios; nil where there were none.
	Seed *uint64 `json:"seed,omitempty"`
	// Unbuildable names the values that the target's device could not build, so that they are not covered.
	Unbuildable []string `json:"unbuildable,omitempty"`
}

// Part is how many of how many were covered.
type Part struct {
	Covered int `json:"covered"`
	Of      int `json:"of"`
}

// String says "3 of 4".
func (p Part) String() string { return fmt.Sprintf("%d of %d", p.Covered, p.Of) }

// percent never says 100 of what is not whole.
func (p Part) percent() string {
	if p.Covered >= p.Of {
		return "100 %"
	}
	return fmt.Sprintf("%.1f %%", min(99.9, float64(p.Covered)/float64(p.Of)*100))
}

// String says the coverage in a sentence.
func (c Coverage) String() string {
	text := fmt.Sprintf("2-way coverage %s (%d of %d pairs), ordered 3-way coverage of outcomes %s (%d of %d), beyond the documentation %s",
		c.Pairs.percent(), c.Pairs.Covered, c.Pairs.Of, c.Orders.percent(), c.Orders.Covered, c.Orders.Of, c.Beside.percent())
	if c.Seed != nil {
		text += fmt.Sprintf(", seed %d", *c.Seed)
	}
	text += "; " + Plural(c.Scenarios, "explored scenario") + " of " + Plural(c.Calls, "call")
	if len(c.Unbuildable) > 0 {
		text += "; not covered, since the device cannot build them: " + strings.Join(c.Unbuildable, ", ")
	}
	return text
}
