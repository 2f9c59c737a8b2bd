// Package patience says how long the calls of a scenario are waited for on a real clock.
//
// Some calls are made to hear nothing: a cancellation of which only success was passed. Nothing tells when such a call is
// over, so it would be waited for until the whole time for settling is up, four times in the full plan. It is waited for
// as long as the slowest call of the run took that ended in the same outcome, several times over.
package patience

import (
	"slices"
	"time"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

const (
	// factor is how many times over: what takes a second may take four.
	factor = 4
	// leastOfPage is the least where a program authorises: ten times what a page takes that asks a server next door.
	leastOfPage = 250 * time.Millisecond
	// leastOfPerson is the least where a person authorises, who was quick a moment ago and has now to think.
	leastOfPerson = 30 * time.Second
)

// Patience learns from what was performed how long calls take. It is not safe for concurrent use.
type Patience struct {
	settle, least time.Duration
	slowest       map[record.Outcome]time.Duration
	promises      bool // calls return promises, which tell as well when one is over
}

// New returns the patience of a run in which a call may take as long as settle. person says that a person authorises.
func New(settle time.Duration, person bool) *Patience {
	p := &Patience{settle: settle, least: leastOfPage, slowest: map[record.Outcome]time.Duration{}}
	if person {
		p.least = leastOfPerson
	}
	return p
}

// Settle is how long each call of the scenario may take to settle.
func (p *Patience) Settle(s wallet.Scenario) time.Duration {
	if s.Overlap || len(s.Calls) != 1 || !hearsNothing(s.Calls[0]) || s.Calls[0].Watch && p.promises {
		return p.settle
	}
	slowest, known := p.slowest[s.Calls[0].Stage.Outcome]
	if !known {
		return p.settle
	}
	return min(p.settle, max(p.least, factor*slowest))
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

// Learn takes note of how long the calls of a scenario took, and whether they return a promise.
func (p *Patience) Learn(performance wallet.Performance) {
	for _, r := range performance.Records {
		if e, ok := r.First(record.Returned); ok && e.Arg().Kind() == record.Promise {
			p.promises = true
		}
		if r.End != record.Settled || r.Stage == nil {
			continue
		}
		if e, ok := r.First(record.Success, record.Failed, record.Completed); ok {
			took := time.Duration(e.At * float64(time.Millisecond))
			p.slowest[r.Stage.Outcome] = max(p.slowest[r.Stage.Outcome], took)
		}
	}
}
