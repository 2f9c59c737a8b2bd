package check

import (
	"fmt"
	"time"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wallet"
)

// explored is what came of a scenario beyond the plan.
type explored struct {
	scenario    string
	performance rule.Performance
	control     string // the explored scenario that it is compared with; empty where there is none
}

// Exploring says how much is explored beyond what covers the space.
type Exploring struct {
	// Scenarios is how many random scenarios, and For how long; both zero is none.
	Scenarios int
	For       time.Duration
	// Seed makes them the same each time.
	Seed uint64
}

// asked says whether anybody asked for it.
func (e Exploring) asked() bool { return e.Scenarios > 0 || e.For > 0 }

// foreseen says what will be explored at random: of how many things a scenario has at most.
func (e Exploring) foreseen(longest int, what string) []string {
	switch {
	case e.Scenarios > 0:
		random, each := run.Plural(e.Scenarios, "random scenario"), run.Plural(longest, what)
		return []string{fmt.Sprintf("%s beside them, of at most %s each", random, each)}
	case e.For > 0:
		return []string{fmt.Sprintf("random scenarios beside them, for %s", e.For)}
	}
	return nil
}

// more makes random scenarios until there are enough; nil where nobody asked.
func (e Exploring) more(p *schemas.Profile) func() (wallet.Scenario, bool) {
	if !e.asked() {
		return nil
	}
	next := e.numbers()
	return func() (wallet.Scenario, bool) {
		number, ok := next()
		if !ok {
			return wallet.Scenario{}, false
		}
		return wallet.Random(p, e.Seed, number), true
	}
}

// numbers counts random scenarios from 1, until there are enough.
func (e Exploring) numbers() func() (number int, ok bool) {
	number, ends := 0, time.Time{}
	return func() (int, bool) {
		if number == 0 {
			ends = time.Now().Add(e.For)
		}
		if e.Scenarios > 0 && number >= e.Scenarios || e.For > 0 && time.Now().After(ends) {
			return 0, false
		}
		number++
		return number, true
	}
}

// beyond sets what is performed beyond the plan, or in its place.
func (c *check) beyond(o *wallet.Options) {
	if len(c.Scenarios) > 0 {
		o.Explore, o.ExploreAnyway = c.chosenCalls, true
		return
	}
	if c.PlanOnly {
		return
	}
	o.Explore = exploredBy(c.Plan, c.Profile, c.also)
	o.More = c.Explore.more(c.Profile)
}

// exploredBy lists the scenarios that a plan explores beyond itself, and those that saved records are of: a scenario that a
// finding was shrunk to says in its name what it is.
func exploredBy(plan string, p *schemas.Profile, saved []record.Record) []wallet.Scenario {
	var scenarios []wallet.Scenario
	if plan == wallet.Full {
		scenarios = wallet.Explored(p)
	}
	known := map[string]bool{}
	for _, s := range scenarios {
		known[s.Name] = true
	}
	for _, r := range saved {
		if known[r.Scenario] {
			continue
		}
		known[r.Scenario] = true
		if s, err := wallet.Described(r.Scenario, p); err == nil && s.Name == r.Scenario {
			scenarios = append(scenarios, s)
		}
	}
	return scenarios
}

// exploringOf says what is performed beyond a plan whose scenarios take real time, or in its place: the chosen ones, and else what covers
// the space, what was asked for, and what saved records are of.
func exploringOf[S rule.Scenario](c *check, chosen []S, beyond func(name string) (S, error)) rule.Exploring[S] {
	if len(c.Scenarios) > 0 {
		return rule.Exploring[S]{Only: chosen, None: len(chosen) == 0}
	}
	ex := rule.Exploring[S]{None: c.PlanOnly, Random: c.Explore.Scenarios, Seed: c.Explore.Seed}
	if c.Explore.For > 0 {
		ex.More = c.Explore.numbers()
	}
	for _, r := range c.also {
		if s, err := beyond(r.Scenario); err == nil && s.ScenarioName() == r.Scenario {
			ex.Also = append(ex.Also, s)
		}
	}
	return ex
}

// keepApart puts the records of what was explored into the run: those of what a finding is about, and of what that is compared with,
// go to the others; those of what broke nothing are kept apart, since there are many of them.
func (c *check) keepApart(r *run.Run) {
	found := map[string]bool{}
	for _, rule := range r.Rules {
		for _, f := range rule.Findings {
			found[f.Scenario] = true
		}
	}
	for _, e := range c.explored {
		if found[e.scenario] && e.control != "" {
			found[e.control] = true
		}
	}
	for _, e := range c.explored {
		if found[e.scenario] {
			r.Records = append(r.Records, e.performance.Records...)
		} else {
			r.Explored = append(r.Explored, e.performance.Records...)
		}
	}
}

// coverCalls says what of the space of a wallet's calls was covered beyond the plan.
func (c *check) coverCalls(r *run.Run) {
	if len(c.called) == 0 {
		return
	}
	performances := map[string]wallet.Performance{}
	for _, e := range c.explored {
		performances[e.scenario] = e.performance
	}
	covered := wallet.Covered(c.called, func(name string) wallet.Performance { return performances[name] }, c.Profile)
	if covered.Calls == 0 && len(covered.Unbuildable) == 0 {
		return // nothing of it was in the file that is judged again
	}
	r.Coverage = &run.Coverage{
		Scenarios: covered.Scenarios, Calls: covered.Calls,
		Pairs: run.Part{Covered: covered.Pairs, Of: covered.PairsOf}, Beside: run.Part{Covered: covered.Beside, Of: covered.BesideOf},
		Orders: run.Part{Covered: covered.Orders, Of: covered.OrdersOf}, Unbuildable: covered.Unbuildable,
	}
	if c.Explore.asked() {
		r.Coverage.Seed = &c.Explore.Seed
	}
}
