package check

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/draw"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wallet"
)

// ordered returns scenarios of the plan in the order in which they are performed. Those that are alone share something with
// all others, such as a log that is read last, and keep their place.
func ordered[S rule.Scenario](o Options, scenarios []S) []S {
	if o.PlanOrder || o.Plan != wallet.Full {
		return scenarios
	}
	return draw.Order(o.drawnFrom(), scenarios, S.ScenarioName, func(s S) bool {
		shared, ok := any(s).(interface{ IsAlone() bool })
		return ok && shared.IsAlone()
	})
}

// inPlanOrder puts records into the order of the plan, whose names are given, and behind them, as they are, those of what is
// beyond it.
func inPlanOrder(records []record.Record, names []string) {
	place := map[string]int{}
	for i, name := range names {
		place[name] = i - len(names)
	}
	slices.SortStableFunc(records, func(a, b record.Record) int { return place[a.Scenario] - place[b.Scenario] })
}
