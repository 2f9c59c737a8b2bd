package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/signspec/signspec/runner/drivers"
	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// Perform performs a scenario. A scenario that crashed the driver's own browser, or that its page never came back from,
// is not an error: its records say so, and the next one starts another browser. A page of another browser that is lost
// is an error.
func (d *Driver) Perform(ctx context.Context, s wallet.Scenario) (wallet.Performance, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if n := len(d.crashes); n >= maxCrashes {
		return wallet.Performance{Untested: fmt.Sprintf("the wallet crashed %d times, so the run was ended (the last time: %s)", n, d.crashes[n-1])}, nil
	}
	err := d.open(ctx)
	if err == nil {
		d.used = true
		var performance wallet.Performance
		if performance, err = d.perform(ctx, s); err == nil {
			for i := range performance.Records {
				performance.Records[i].Instance = d.instance
			}
			return performance, nil
		}
	}
	return d.failed(ctx, s, err)
}

// failed sorts out why a scenario could not be performed.
func (d *Driver) failed(ctx context.Context, s wallet.Scenario, err error) (wallet.Performance, error) {
	own := d.chromium != nil
	var stuck *stuckError
	var left *leftError
	switch {
	case ctx.Err() != nil:
		err = ctx.Err()
	case errors.As(err, &left):
	case own && (errors.As(err, &stuck) || errors.Is(err, errCrashed) || isLost(err)):
		reason := d.reason(err)
		instance := d.instance
		d.crashes = append(d.crashes, reason)
		d.shut()
		return crashed(s, d.options.Entry, instance, reason), nil
	}
	var kept *drivers.ConfigError
	if !errors.As(err, &kept) {
		d.shut()
	}
	return wallet.Performance{}, fmt.Errorf("performing %s: %w", s.Name, err)
}

// reason says why the browser is counted as crashed.
func (d *Driver) reason(err error) string {
	var stuck *stuckError
	switch {
	case errors.As(err, &stuck):
		return stuck.Error()
	case errors.Is(err, errCrashed):
		return errCrashed.Error()
	}
	return "the browser ended while the wallet ran"
}

// stuckError says that a page did not come back from a scenario.
type stuckError struct{ after time.Duration }

func (e *stuckError) Error() string {
	return fmt.Sprintf("the page was busy for %s of real time without an end", e.after.Round(time.Millisecond))
}

// perform has the page perform a scenario and does what the page asks for meanwhile.
func (d *Driver) perform(ctx context.Context, s wallet.Scenario) (wallet.Performance, error) {
	how := d.staging()
	if how != stagedByDriver && !d.found.Stage && stages(s) {
		return wallet.Performance{}, &drivers.ConfigError{Message: "nothing arranges how an authorisation ends: the page has no signspecAdapter.stage, and no other way of staging was given"}
	}
	d.runs++
	limit := d.limit(s)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	staging := d.newStaging(ctx, s)
	defer staging.end()
	started := d.start(ctx, s, how)
	late := time.NewTimer(limit)
	defer late.Stop()
	for {
		select {
		case m := <-d.wallet.messages:
			if m.Run != d.runs {
				continue // of a scenario that was given up
			}
			switch m.Op {
			case "done":
				staging.end()
				return d.conclude(m.Answer, staging)
			case "staged": // in the order of the calls
				staging.act(m.Wish.Outcome, m.SignStr)
			default:
				go staging.take(m)
			}
		case err := <-started:
			if err != nil {
				return wallet.Performance{}, err
			}
			started = nil
		case err := <-staging.failed:
			return wallet.Performance{}, err
		case <-d.wallet.broken:
			return wallet.Performance{}, d.wallet.why()
		case <-d.main.broken:
			return wallet.Performance{}, d.main.why()
		case <-late.C:
			return wallet.Performance{}, &stuckError{after: limit}
		case <-ctx.Done():
			return wallet.Performance{}, ctx.Err()
		}
	}
}

// start tells the page to begin. It does not wait: the first call is made before the page answers, and may never
// return.
func (d *Driver) start(ctx context.Context, s wallet.Scenario, how string) <-chan error {
	params := protocol.RunParams{
		Scenario: s, Entry: d.options.Entry,
		SettleMs: milliseconds(d.options.Settle), QuietMs: milliseconds(d.options.Quiet),
	}
	expression := fmt.Sprintf("__signspec.run(%d, %s, %q, %s, %s)", d.runs, quote(params), how, pageWallet, pageAdapter)
	started := make(chan error, 1)
	page := d.wallet
	go func() {
		err := evaluate(ctx, page, expression, nil)
		select {
		case <-page.broken:
			err = page.why() // says more than the command that it cost
		default:
		}
		started <- err
	}()
	return started
}

// limit is how long a scenario may take in real time.
func (d *Driver) limit(s wallet.Scenario) time.Duration {
	if d.options.Limit > 0 {
		return d.options.Limit
	}
	if d.options.Time == Virtual {
		return virtualLimit
	}
	limit := slack
	for _, call := range s.Calls {
		limit += d.options.Settle + d.options.Quiet
		if call.Stage != nil {
			limit += max(stageTimeout, d.options.Settle)
		}
	}
	return limit
}

// conclude reads what the probe came to.
func (d *Driver) conclude(answer json.RawMessage, staging *staging) (wallet.Performance, error) {
	var came struct {
		wallet.Performance
		Error *protocol.Error `json:"error"`
	}
	if err := json.Unmarshal(answer, &came); err != nil {
		return wallet.Performance{}, fmt.Errorf("reading the probe's answer: %w", err)
	}
	fault := came.Error
	switch {
	case fault != nil && fault.Code == protocol.CodeConfiguration:
		return wallet.Performance{}, &drivers.ConfigError{Message: fault.Message, Stack: fault.Stack()}
	case fault != nil:
		return wallet.Performance{}, fault
	}
	performance := staging.judge(came.Performance)
	d.littered = performance.Untested != "" && came.Untested == ""
	return performance, nil
}

func stages(s wallet.Scenario) bool {
	for _, call := range s.Calls {
		if call.Stage != nil {
			return true
		}
	}
	return false
}

// crashed makes the records of a scenario that crashed: what was asked for, no events, and why.
func crashed(s wallet.Scenario, entry protocol.Entry, instance int, reason string) wallet.Performance {
	var performance wallet.Performance
	for _, call := range s.Calls {
		performance.Records = append(performance.Records, record.Record{
			ID: call.ID, Scenario: s.Name, API: entry.String(), Args: call.Args, Callbacks: call.Callbacks,
			Throws: call.Throws, Frozen: call.Frozen, Watched: call.Watch, Overlap: s.Overlap, Stage: call.Stage,
			Events: []record.Event{}, End: record.Crashed, Reason: reason, Instance: instance,
		})
	}
	return performance
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
