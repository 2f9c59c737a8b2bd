package wallet

import (
	"fmt"
	"strconv"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/draw"
)

// builder makes scenarios: each method adds one, or a family of them.
type builder struct {
	profile   *schemas.Profile
	draw      *draw.Source
	scenarios []Scenario
}

// every is all three callbacks.
func every() []string { return []string{"success", "fail", "complete"} }

// failures lists the outcomes that end in fail.
func failures() []record.Outcome { return record.Outcomes()[1:] }

// add appends a scenario and numbers its calls.
func (b *builder) add(s Scenario) {
	for i := range s.Calls {
		s.Calls[i].ID = s.Name + "#" + strconv.Itoa(i+1)
	}
	b.scenarios = append(b.scenarios, s)
}

// staged is a call with the outcome staged, a plain state and all callbacks.
func (b *builder) staged(o record.Outcome) Call {
	stage := &record.Stage{Outcome: o}
	if b.profile.ReturnsState {
		stage.AuthState = b.draw.Token()
	}
	return Call{Stage: stage, Args: record.Fields(nil), Fill: b.profile.Parameter, Callbacks: every(), Watch: true}
}

// with changes a call.
func (c Call) with(change func(*Call)) Call {
	change(&c)
	return c
}

// full adds every scenario.
func (b *builder) full() {
	b.outcomes()
	for _, o := range []record.Outcome{record.Approve, record.Cancel} {
		b.subsets(o, subsets())
	}
	b.longSignStr()
	b.states()
	b.throwing()
	b.frozen()
	b.overlapping()
	for _, o := range failures() {
		b.recovery(o)
	}
	b.recoveryFromRefusal()
	b.rows()
	b.refusals()
	b.arguments()
}

// thrifty adds what shows every must rule with 12 authorisations: each failure followed by an approval, the longest
// state, and the subsets of callbacks that lose the most.
func (b *builder) thrifty() {
	for _, o := range failures() {
		b.recovery(o)
	}
	b.recoveryFromRefusal()
	b.longestState()
	if !b.profile.ReturnsState {
		b.add(Scenario{Name: "approve/all-callbacks", Calls: []Call{b.staged(record.Approve)}})
	}
	b.subsets(record.Approve, [][]string{{"complete"}})
	b.subsets(record.Cancel, [][]string{{"fail"}})
	b.refusals()
	b.arguments()
}

// outcomes adds each outcome with all callbacks.
func (b *builder) outcomes() {
	for _, o := range record.Outcomes() {
		b.add(Scenario{Name: string(o) + "/all-callbacks", Calls: []Call{b.staged(o)}})
	}
}

// recovery adds a failure and an approval after it.
func (b *builder) recovery(o record.Outcome) {
	b.add(Scenario{Name: "recover/" + string(o), Calls: []Call{b.staged(o), b.staged(record.Approve)}})
}

// recoveryFromRefusal adds a refused parameter and an approval after it.
func (b *builder) recoveryFromRefusal() {
	refused := b.staged(record.Approve).with(func(c *Call) { c.Fill = "" })
	b.add(Scenario{Name: "recover/refused-parameter", Calls: []Call{refused, b.staged(record.Approve)}})
}

// Calls in a row: enough approvals to see a code come again, and each failure a third time.
const (
	approvalsInRow = 10
	failuresInRow  = 3
)

// rows adds the same outcome many times over; only the first call watches its promise.
func (b *builder) rows() {
	for _, o := range record.Outcomes() {
		n := failuresInRow
		if o == record.Approve {
			n = approvalsInRow
		}
		var calls []Call
		for i := range n {
			calls = append(calls, b.staged(o).with(func(c *Call) { c.Watch = i == 0 }))
		}
		b.add(Scenario{Name: "in-a-row/" + string(o), Calls: calls})
	}
}

// overlapping adds pairs of calls of which the second is made while the first is pending.
func (b *builder) overlapping() {
	for _, pair := range [][2]record.Outcome{
		{record.Approve, record.Approve}, {record.Approve, record.Cancel}, {record.Cancel, record.Approve},
	} {
		b.add(Scenario{
			Name:    fmt.Sprintf("overlap/%s+%s", pair[0], pair[1]),
			Overlap: true,
			Calls:   []Call{b.staged(pair[0]), b.staged(pair[1])},
		})
	}
}
