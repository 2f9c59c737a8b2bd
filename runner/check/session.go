package check

import (
	"github.com/signspec/signspec/reports/console"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// judging are the options of a session of any party that tells the check of everything. outcomes says how the authorisations
// of a scenario are to end, and authorisations counts those that there were.
func judging[S rule.Scenario](c *check, rules func(schemas.Rule) bool, outcomes func(S) []record.Outcome,
	authorisations func(S, rule.Performance) int) rule.Options[S] {
	var left console.Work
	beside, again := false, 0
	work := func(s S) console.Work {
		if n := len(outcomes(s)); n > 0 {
			return console.Work{Authorisations: n}
		}
		return console.Work{Others: 1}
	}
	o := rule.Options[S]{
		Rules: rules, Strict: c.Strict, Only: c.Scenarios,
		Order: func(planned []S) []S { return ordered(c.Options, planned) },
		Planned: func(all []S) {
			for _, s := range all {
				left = left.Plus(work(s))
			}
		},
		Progress: func(number, of int, s S) {
			c.Progress.Step(console.Step{
				Number: number, Of: of, Name: s.ScenarioName(), Outcomes: inTurn(outcomes(s)), Work: work(s), Left: left,
				Beside: beside, Over: c.over,
			})
			left = left.Minus(work(s))
		},
		Beside: func() { beside = true },
		Again: func(s S) {
			if again++; again == 1 {
				c.Progress.Announce("What breaks a rule beside other scenarios is performed once more, alone.")
			}
			c.Progress.Step(console.Step{Number: again, Name: s.ScenarioName() + ", alone"})
		},
		Observe: func(s S, p rule.Performance) { c.observe(p, authorisations(s, p)) },
		Judged:  func(result rule.Result) { c.events.judged(c.rule(result)) },
		Stopped: func(why rule.Stopped) { c.stopped = (*run.Stopped)(&why) },
	}
	if c.FailFast {
		o.Enough = c.enough
	}
	return o
}

// overOf is what counts the scenarios of a target that are over, where it performs them beside each other; nil where it does not.
func overOf(target any) func() int {
	if counts, ok := target.(interface{ Over() int }); ok {
		return counts.Over
	}
	return nil
}

// enough says whether a rule that is broken makes the run nonconformant.
func (c *check) enough(result rule.Result) bool {
	r := &run.Run{Strict: c.Strict, Rules: []run.Rule{c.rule(result)}}
	if c.baseline != nil {
		c.baseline.Apply(r)
	}
	return r.Fails(r.Rules[0])
}

// unknownOutcomes is what is said of the outcomes of scenarios that name none.
func unknownOutcomes[S rule.Scenario](S) []record.Outcome { return nil }

// seen counts the events of a type in what came of a scenario.
func seen(p rule.Performance, of record.EventType) int {
	n := 0
	for _, r := range p.Records {
		n += len(r.Of(of))
	}
	return n
}

// started counts the attempts that a merchant's server was asked to start: each is an authorisation.
func started(p rule.Performance) int {
	n := 0
	for _, r := range p.Records {
		for _, e := range r.Of(record.Sent) {
			if e.Text("to") == "start" {
				n++
			}
		}
	}
	return n
}

// told counts what an open platform told of the authorisations that it was asked for.
func told(p rule.Performance) int { return seen(p, record.Told) }
