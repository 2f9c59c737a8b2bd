package browser

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/signspec/signspec/runner/drivers"
	"github.com/signspec/signspec/runner/drivers/webpage"
	"github.com/signspec/signspec/suites/wallet"
)

// Perform performs a scenario. A scenario that crashed the driver's own browser, or that its page never came back from,
// is not an error: its records say so, and the next one starts another browser. A page of another browser that is lost
// is an error.
func (d *Driver) Perform(ctx context.Context, s wallet.Scenario) (wallet.Performance, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if reason := d.crashes.Untested(); reason != "" {
		return wallet.Performance{Untested: reason}, nil
	}
	err := d.open(ctx)
	if err == nil {
		d.used = true
		var performance wallet.Performance
		if performance, err = d.perform(ctx, s); err == nil {
			for i := range performance.Records {
				performance.Records[i].Instance = d.instance
			}
			if d.patience != nil {
				d.patience.Learn(performance)
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
	var left *webpage.LeftError
	switch {
	case ctx.Err() != nil:
		err = ctx.Err()
	case errors.As(err, &left):
	case own && (errors.As(err, &stuck) || errors.Is(err, errCrashed) || isLost(err)):
		reason := d.reason(err)
		instance := d.instance
		d.crashes = append(d.crashes, reason)
		d.shut()
		return drivers.Crashed(s, d.options.Entry.String(), instance, reason), nil
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
	how := d.options.means().How()
	if err := d.found.CanStage(s, how); err != nil {
		return wallet.Performance{}, err
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
			case webpage.Done:
				staging.end()
				return d.conclude(m, staging)
			case webpage.Staged: // in the order of the calls
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
func (d *Driver) start(ctx context.Context, s wallet.Scenario, how webpage.How) <-chan error {
	params := webpage.Params(s, d.options.Entry, d.settle(s), d.options.Quiet)
	expression := fmt.Sprintf("__signspec.run(%d, %s, %q, %s)", d.runs, quote(params), how, webpage.Values)
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

// settle is how long each call of the scenario may take to settle.
func (d *Driver) settle(s wallet.Scenario) time.Duration {
	if d.patience == nil {
		return d.options.Settle
	}
	return d.patience.Settle(s)
}

// limit is how long a scenario may take in real time.
func (d *Driver) limit(s wallet.Scenario) time.Duration {
	switch {
	case d.options.Limit > 0:
		return d.options.Limit
	case d.options.Time == Virtual:
		return virtualLimit
	}
	return webpage.Limit(s, d.options.Settle, d.options.Quiet)
}

// conclude reads what the probe came to.
func (d *Driver) conclude(done webpage.Message, staging *staging) (wallet.Performance, error) {
	came, err := done.Performance()
	if err != nil {
		return wallet.Performance{}, err
	}
	performance := staging.Judge(came)
	d.littered = performance.Untested != "" && came.Untested == ""
	return performance, nil
}
