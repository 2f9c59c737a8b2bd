package webdriver

import (
	"slices"
	"time"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// Some calls are made to hear nothing: a cancellation of which only success was passed. Nothing tells when such a call
// is over, so it would be waited for until Settle is, on a real clock, four times in the full plan. It is waited for as
// long as the slowest call of the run took that ended in the same outcome, several times over.
const (
	// silenceFactor is how many times over: what takes a second may take four.
	silenceFactor = 4
	// silenceLeast is the least, ten times what a page takes that asks a server next door.
	silenceLeast = 250 * time.Millisecond
)

// settle is how long a scenario's calls may take to settle.
func (d *Driver) settle(s wallet.Scenario) time.Duration {
	if s.Overlap || len(s.Calls) != 1 || !hearsNothing(s.Calls[0]) || s.Calls[0].Watch && d.promises {
		return d.options.Settle
	}
	slowest, known := d.slowest[s.Calls[0].Stage.Outcome]
	if !known {
		return d.options.Settle
	}
	return min(d.options.Settle, max(silenceLeast, silenceFactor*slowest))
}

// hearsNothing says whether a call passes no callback that its outcome leads to.
func hearsNothing(c wallet.Call) bool {
	if c.Stage == nil || c.Fill == "" || slices.Contains(c.Callbacks, string(record.Completed)) {
		return false
	}
	leads := record.Failed
	if c.Stage.Outcome == record.Approve {
		leads = record.Success
	}
	return !slices.Contains(c.Callbacks, string(leads))
}

// learn takes note of how long calls took, and whether they return a promise, which tells as well when one is over.
func (d *Driver) learn(p wallet.Performance) {
	for _, r := range p.Records {
		if e, ok := r.First(record.Returned); ok && e.Arg().Kind() == record.Promise {
			d.promises = true
		}
		if r.End != record.Settled || r.Stage == nil {
			continue
		}
		if e, ok := r.First(record.Success, record.Failed, record.Completed); ok {
			took := time.Duration(e.At * float64(time.Millisecond))
			d.slowest[r.Stage.Outcome] = max(d.slowest[r.Stage.Outcome], took)
		}
	}
}
