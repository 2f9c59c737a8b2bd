package wallet

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// subsets lists the seven ways to leave out at least one callback.
func subsets() [][]string {
	return [][]string{
		{}, {"success"}, {"fail"}, {"complete"},
		{"success", "fail"}, {"success", "complete"}, {"fail", "complete"},
	}
}

// subsets adds the outcome with each of the sets of callbacks. A promise is watched only where no callback is
// passed: a caller who passes callbacks leaves it alone, and then no rejection may be left unhandled.
func (b *builder) subsets(o record.Outcome, sets [][]string) {
	for _, set := range sets {
		name := strings.Join(set, "+")
		if len(set) == 0 {
			name = "no-callbacks"
		}
		b.add(Scenario{Name: string(o) + "/" + name, Calls: []Call{b.staged(o).with(func(c *Call) {
			c.Callbacks = set
			c.Watch = len(set) == 0
		})}})
	}
}

// throwing adds calls of which one callback throws.
func (b *builder) throwing() {
	for _, t := range []struct {
		name, callback string
		outcome        record.Outcome
	}{
		{"throwing/success", "success", record.Approve},
		{"throwing/complete", "complete", record.Approve},
		{"throwing/fail", "fail", record.Cancel},
		{"throwing/complete-on-failure", "complete", record.Cancel},
	} {
		b.add(Scenario{Name: t.name, Calls: []Call{b.staged(t.outcome).with(func(c *Call) {
			c.Throws = []string{t.callback}
			c.Watch = false
		})}})
	}
}

// frozen adds calls with a frozen options object.
func (b *builder) frozen() {
	for _, o := range []record.Outcome{record.Approve, record.Cancel} {
		b.add(Scenario{Name: "frozen/" + string(o), Calls: []Call{b.staged(o).with(func(c *Call) { c.Frozen = true })}})
	}
}
