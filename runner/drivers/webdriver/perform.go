package webdriver

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/signspec/signspec/runner/drivers"
	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// Perform performs a scenario. A page that crashed is a record; a session that is lost is a *LostError, a page that was
// left is a *LeftError, and a *drivers.ConfigError is the user's to mend.
func (d *Driver) Perform(ctx context.Context, s wallet.Scenario) (wallet.Performance, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if n := len(d.crashes); n >= maxCrashes {
		return wallet.Performance{Untested: fmt.Sprintf("the wallet crashed %d times, so the run was ended (the last time: %s)", n, d.crashes[n-1])}, nil
	}
	performance, err := d.perform(ctx, s)
	if err != nil {
		return d.failed(ctx, s, err)
	}
	for i := range performance.Records {
		performance.Records[i].Instance = d.instance
	}
	d.learn(performance)
	return performance, nil
}

// perform has the page perform a scenario and does what the page asks for meanwhile.
func (d *Driver) perform(ctx context.Context, s wallet.Scenario) (wallet.Performance, error) {
	if err := d.open(ctx); err != nil {
		return wallet.Performance{}, err
	}
	how := d.staging()
	if how != stagedByDriver && !d.found.Stage && stages(s) {
		return wallet.Performance{}, &drivers.ConfigError{Message: "nothing arranges how an authorisation ends: the page has no signspecAdapter.stage, and no other way of staging was given"}
	}
	if reason := d.indistinct(s); reason != "" {
		return wallet.Performance{Untested: reason}, nil
	}
	if err := d.start(ctx, s, how); err != nil {
		return wallet.Performance{}, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, d.limit(s), errLate)
	defer cancel()
	staging := d.newStaging(ctx, s)
	defer staging.end()
	answer, err := d.attend(ctx, s, staging)
	if context.Cause(ctx) == errLate {
		err = busy(d.limit(s))
	}
	if err != nil {
		return wallet.Performance{}, err
	}
	staging.end()
	return conclude(s, answer, staging)
}

var errLate = errors.New("the scenario took too long")

// start makes the scenario ready. No call is made yet, so a page that went on or died since the last scenario costs
// nothing: the probe enters the one that is there now, of another session if it has to.
func (d *Driver) start(ctx context.Context, s wallet.Scenario, how string) error {
	d.runs++
	params := protocol.RunParams{
		Scenario: s, Entry: d.options.Entry,
		SettleMs: milliseconds(d.settle(s)), QuietMs: milliseconds(d.options.Quiet),
	}
	err := d.page.run(ctx, d.runs, params, how)
	if err == nil || ctx.Err() != nil {
		return err
	}
	var crash *crashError
	switch {
	case errors.As(d.reworded(err), &crash):
		d.crashes = append(d.crashes, crash.reason)
		d.shut(ctx)
		err = d.open(ctx)
	case errors.Is(err, errAway) || mayPass(err):
		err = d.again(ctx)
	}
	if err != nil {
		return err
	}
	return d.page.run(ctx, d.runs, params, how)
}

// limit is how long a scenario may take.
func (d *Driver) limit(s wallet.Scenario) time.Duration {
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
func conclude(s wallet.Scenario, answer json.RawMessage, staging *staging) (wallet.Performance, error) {
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
	return staging.judge(s, came.Performance), nil
}

func stages(s wallet.Scenario) bool {
	for _, call := range s.Calls {
		if call.Stage != nil {
			return true
		}
	}
	return false
}

// differs says whether calls of the scenario overlap and want different things done.
func (d *Driver) differs(s wallet.Scenario) bool {
	if !s.Overlap || d.options.Actions == nil {
		return false
	}
	var first *record.Outcome
	for _, call := range s.Calls {
		if call.Stage == nil || call.Fill == "" {
			continue
		}
		if first == nil {
			first = &call.Stage.Outcome
		} else if !reflect.DeepEqual(d.options.Actions[*first], d.options.Actions[call.Stage.Outcome]) {
			return true
		}
	}
	return false
}

// indistinct says why nobody could tell whose button to press, or "".
func (d *Driver) indistinct(s wallet.Scenario) string {
	if d.differs(s) && d.options.ActionsOn.Native() {
		return "two authorisation pages at once, and nothing on the screen of the app says which belongs to which call"
	}
	return ""
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
