package check

import (
	"fmt"
	"strings"
	"time"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/drivers"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// Forecast is what a check would perform.
type Forecast struct {
	// Scenarios and Explored count scenarios of the plan and beyond it, Calls the calls of all of them; zero is unknown.
	Scenarios, Explored, Calls int
	// Authorisations are the outcomes of the authorisations, in their order.
	Authorisations []record.Outcome
	// Terms say how it would be performed.
	Terms drivers.Terms
	// Notes are what else there is to know, a sentence each.
	Notes []string
}

// foresee finds what a check would perform, and what makes no sense, as the check itself does.
func foresee[S rule.Scenario](o Options, p party, session func(*check, func(schemas.Rule) bool) (*rule.Session[S], error),
	outcomes func(S) []record.Outcome) (Forecast, error) {
	c := &check{Options: o.withDefaults(p.subject)}
	rules, err := c.choose(p)
	if err != nil {
		return Forecast{}, err
	}
	judging, err := session(c, rules)
	if err != nil {
		return Forecast{}, err
	}
	var f Forecast
	for _, s := range judging.Planned() {
		f.Scenarios++
		f.Authorisations = append(f.Authorisations, outcomes(s)...)
	}
	return f, nil
}

// Longest is how long the check may take at most; zero where nobody knows.
func (f Forecast) Longest() time.Duration {
	if f.Terms.Total > 0 {
		return f.Terms.Total
	}
	return time.Duration(f.Calls) * f.Terms.Call
}

// Instructions are what a person would have to do, in order: what is to be done over and over is said once.
func (f Forecast) Instructions() []string {
	var list []string
	for _, part := range together(f.Authorisations) {
		text := stage.Instruction(part.outcome)
		if part.n > 1 {
			text = fmt.Sprintf("%d × %s", part.n, text)
		}
		list = append(list, text)
	}
	return list
}

// String says it in lines.
func (f Forecast) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "  %s of the plan", run.Plural(f.Scenarios, "scenario"))
	if f.Explored > 0 {
		fmt.Fprintf(&b, ", %d explored beyond it", f.Explored)
	}
	fmt.Fprintf(&b, "\n  %s%s\n", run.Plural(len(f.Authorisations), "authorisation"), f.outcomes())
	if longest := f.Longest(); longest > 0 && f.Terms.Call > 0 {
		fmt.Fprintf(&b, "  at most about %s: %s that may take %s each\n", longest.Round(time.Second), run.Plural(f.Calls, "call"), f.Terms.Call)
	} else if longest > 0 {
		fmt.Fprintf(&b, "  at most about %s\n", longest)
	}
	for _, note := range f.Notes {
		fmt.Fprintf(&b, "  %s\n", note)
	}
	if f.Terms.Person && len(f.Authorisations) > 0 {
		b.WriteString("A person would have to do:\n")
		for i, instruction := range f.Instructions() {
			fmt.Fprintf(&b, "  %2d. %s\n", i+1, instruction)
		}
	}
	return b.String()
}

// outcomes says how many authorisations of each outcome there would be.
func (f Forecast) outcomes() string {
	count := map[record.Outcome]int{}
	for _, o := range f.Authorisations {
		count[o]++
	}
	var parts []string
	for _, o := range record.Outcomes() {
		if count[o] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", count[o], o))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return ": " + strings.Join(parts, ", ")
}
