package webdriver

import (
	"context"
	"errors"
	"reflect"

	"github.com/signspec/signspec/runner/drivers/webpage"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// Perform performs a scenario. A page that crashed is a record; a session that is lost is a *LostError, a page that was
// left is a *webpage.LeftError, and a *drivers.ConfigError is the user's to mend.
func (d *Driver) Perform(ctx context.Context, s wallet.Scenario) (wallet.Performance, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if reason := d.crashes.Untested(); reason != "" {
		return wallet.Performance{Untested: reason}, nil
	}
	performance, err := d.perform(ctx, s)
	if err != nil {
		return d.failed(ctx, s, err)
	}
	for i := range performance.Records {
		performance.Records[i].Instance = d.instance
	}
	d.patience.Learn(performance)
	return performance, nil
}

// perform has the page perform a scenario and does what the page asks for meanwhile.
func (d *Driver) perform(ctx context.Context, s wallet.Scenario) (wallet.Performance, error) {
	if err := d.open(ctx); err != nil {
		return wallet.Performance{}, err
	}
	how := d.options.means().How()
	if err := d.found.CanStage(s, how); err != nil {
		return wallet.Performance{}, err
	}
	if reason := d.indistinct(s); reason != "" {
		return wallet.Performance{Untested: reason}, nil
	}
	if err := d.start(ctx, s, how); err != nil {
		return wallet.Performance{}, err
	}
	limit := webpage.Limit(s, d.options.Settle, d.options.Quiet)
	ctx, cancel := context.WithTimeoutCause(ctx, limit, errLate)
	defer cancel()
	staging := d.newStaging(ctx, s)
	defer staging.end()
	done, err := d.attend(ctx, s, staging)
	if context.Cause(ctx) == errLate {
		err = busy(limit)
	}
	if err != nil {
		return wallet.Performance{}, err
	}
	staging.end()
	performance, err := done.Performance()
	if err != nil {
		return wallet.Performance{}, err
	}
	return staging.Judge(performance), nil
}

var errLate = errors.New("the scenario took too long")

// start makes the scenario ready. No call is made yet, so a page that went on or died since the last scenario costs
// nothing: the probe enters the one that is there now, of another session if it has to.
func (d *Driver) start(ctx context.Context, s wallet.Scenario, how webpage.How) error {
	d.runs++
	params := webpage.Params(s, d.options.Entry, d.patience.Settle(s), d.options.Quiet)
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
