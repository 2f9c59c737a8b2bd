package patience_test

import (
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/patience"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// took is the record of a call of an outcome that ended after a time, complete a moment later.
func took(o record.Outcome, end record.End, ms float64, first record.EventType) record.Record {
	return record.Record{Stage: &record.Stage{Outcome: o}, End: end, Events: []record.Event{
		{Type: record.Returned}, {At: ms, Type: first}, {At: ms + 99, Type: record.Completed},
	}}
}

// promising is the record of a call that returned a promise.
func promising() record.Record {
	return record.Record{Events: []record.Event{{Type: record.Returned, Args: []record.Value{record.Of(record.Promise)}}}}
}

// settles returns how long the calls of each scenario of the full plan may take.
func settles(t *testing.T, p *patience.Patience) map[string]time.Duration {
	t.Helper()
	plan, err := wallet.NewPlan(wallet.Full, schemas.Documented())
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]time.Duration{}
	for _, s := range plan.Scenarios {
		all[s.Name] = p.Settle(s)
	}
	return all
}

// TestHowLongSilenceLasts shows that a call which hears nothing whatever happens is waited for as long as others took,
// and every call that may hear something as long as it may take.
func TestHowLongSilenceLasts(t *testing.T) {
	learned := []record.Record{
		took(record.Approve, record.Settled, 1, record.Success),
		took(record.Cancel, record.Settled, 2000, record.Failed), took(record.Cancel, record.Settled, 10, record.Failed),
		took(record.Cancel, record.Deadline, 30_000, record.Opened), {End: record.Settled},
	}
	for name, c := range map[string]struct {
		settle  time.Duration
		person  bool
		learned []record.Record
		silent  map[string]time.Duration // of the scenarios that differ
	}{
		"a page": {settle: time.Minute, learned: learned, silent: map[string]time.Duration{
			"approve/no-callbacks": 250 * time.Millisecond, "approve/fail": 250 * time.Millisecond,
			"cancel/no-callbacks": 8 * time.Second, "cancel/success": 8 * time.Second,
		}},
		"a page that returns promises": {settle: time.Minute, learned: append(learned, promising()), silent: map[string]time.Duration{
			"approve/fail": 250 * time.Millisecond, "cancel/success": 8 * time.Second,
		}},
		"a person": {settle: 2 * time.Minute, person: true, learned: learned, silent: map[string]time.Duration{
			"approve/no-callbacks": 30 * time.Second, "approve/fail": 30 * time.Second,
			"cancel/no-callbacks": 30 * time.Second, "cancel/success": 30 * time.Second,
		}},
		"one outcome is known": {settle: time.Minute, learned: learned[:1], silent: map[string]time.Duration{
			"approve/no-callbacks": 250 * time.Millisecond, "approve/fail": 250 * time.Millisecond,
		}},
		"no longer than any other call":  {settle: 100 * time.Millisecond, learned: learned},
		"nothing is known":               {settle: time.Minute},
		"only what has ended is learned": {settle: time.Minute, learned: learned[3:]},
	} {
		t.Run(name, func(t *testing.T) {
			p := patience.New(c.settle, c.person)
			p.Learn(wallet.Performance{Records: c.learned})
			all := settles(t, p)
			for name, want := range c.silent {
				if got, ok := all[name]; !ok || got != want {
					t.Errorf("%s may take %s, want %s", name, got, want)
				}
				delete(all, name)
			}
			for name, got := range all {
				if got != c.settle {
					t.Errorf("%s may take %s, want %s", name, got, c.settle)
				}
			}
		})
	}
}
