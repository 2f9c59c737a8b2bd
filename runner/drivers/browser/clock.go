package browser

import (
	"context"
	"fmt"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"

	"github.com/signspec/signspec/runner/drivers/page"
)

// setClock makes the page's clock virtual: it jumps from timer to timer, or stands still.
func (t *tab) setClock(ctx context.Context, clock emulation.VirtualTimePolicy) error {
	params := emulation.SetVirtualTimePolicyParams{Policy: clock}
	if clock == jumping {
		ahead := budget // without one a clock that stands still stays so
		params.MaxVirtualTimeTaskStarvationCount, params.Budget = tasksBeforeJump, &ahead
	}
	if _, err := cdp.Call(ctx, t, emulation.SetVirtualTimePolicy, params); err != nil {
		return fmt.Errorf("making the page's time virtual: %w", err)
	}
	return nil
}

// runClock has the clock of a page jump once it has begun a scenario: the first call is made before any time has passed.
func (t *tab) runClock(ctx context.Context, run *page.Run) {
	select {
	case <-t.begun:
	case <-t.broken:
		return
	case <-ctx.Done():
		return
	}
	if err := t.setClock(ctx, jumping); err != nil && !isLost(err) {
		run.Fail(err)
	}
}

// forgetBegun lets go of what was said of a scenario that had ended by then.
func (t *tab) forgetBegun() {
	select {
	case <-t.begun:
	default:
	}
}

// What a virtual clock does: it stands still between scenarios, where the browser's own tasks would make it jump by hours.
const (
	jumping = emulation.VirtualTimePolicyPauseIfNetworkFetchesPending
	still   = emulation.VirtualTimePolicyPause
)

// tasksBeforeJump is how many tasks may run before virtual time goes on although there is no end of tasks: a wallet
// that polls by posting messages to itself would stop the clock for ever, and no honest one posts that many.
const tasksBeforeJump = 10_000

// budget is how far virtual time may go before it stops, in milliseconds: 115 days, and no scenario takes two.
const budget = 1e10
