package page

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/drivers/ui"
)

// actions performs what a person does on the authorisation pages of one scenario, while the page performs it.
type actions struct {
	run     *Run
	ctx     context.Context // of the scenario
	ended   chan struct{}   // gets something when a list of actions has ended
	pending pending
	limit   time.Duration // of one action

	mu      sync.Mutex
	waiting []*Call // whose actions begin as soon as every call is made
	stop    func()  // ends the actions that run
	running int     // lists of actions
	offline bool    // the network was taken away
	group   sync.WaitGroup
}

// add has the actions of a call performed. Where calls overlap nobody presses anything before the last is about to be
// made: otherwise the first would be over by then.
func (a *actions) add(c *Call, last bool) {
	a.pending.add(c)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.waiting = append(a.waiting, c)
	if a.run.Overlap() && !last {
		return
	}
	for _, c := range a.waiting {
		a.start(c)
	}
	a.waiting = nil
}

// start begins to perform the actions of a call, which wait for its authorisation page. mu is held.
func (a *actions) start(c *Call) {
	if len(c.actions) == 0 || a.ctx.Err() != nil {
		close(c.done)
		return
	}
	ctx, cancel := context.WithCancel(a.ctx)
	before := a.stop
	a.stop = func() { before(); cancel() }
	a.running++
	a.group.Go(func() {
		a.perform(ctx, c)
		close(c.done)
		a.mu.Lock()
		a.running--
		a.mu.Unlock()
		select {
		case a.ended <- struct{}{}:
		default: // one is enough
		}
	})
}

// perform performs the actions of a call, and keeps why they could not be.
func (a *actions) perform(ctx context.Context, c *Call) {
	hand := a.run.driver.Hand(a.run, c)
	defer hand.Close()
	page := &surface{hand: hand, network: a.network}
	err := recovered(func() error { return ui.Perform(ctx, page, c.actions, a.limit) })
	var failed *ui.Error
	var panicked *panicError
	switch {
	case errors.As(err, &panicked):
		a.run.Fail(err)
	case errors.As(err, &failed):
		a.run.staging.Miss(c.ID, missed(c.Outcome, failed))
	case err != nil && page.missing != nil: // the call was over first
		a.run.staging.Miss(c.ID, missed(c.Outcome, fmt.Errorf("%w, until the call was over", page.missing)))
	}
}

func (a *actions) network(on bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.offline = !on
}

// finishCall ends what is still done for the call before, because that call has ended, and gives the network back. A
// call that overlaps is still pending, and somebody has to press its button.
func (a *actions) finishCall(ctx context.Context) error {
	if !a.run.Overlap() {
		a.cancel()
		a.pending.clear()
	}
	return a.restoreNetwork(ctx)
}

// cancel ends the actions that run.
func (a *actions) cancel() {
	a.mu.Lock()
	stop := a.stop
	a.stop = func() {}
	a.mu.Unlock()
	stop()
	a.group.Wait()
}

// restoreNetwork gives the network back if it was taken away.
func (a *actions) restoreNetwork(ctx context.Context) error {
	a.mu.Lock()
	offline := a.offline
	a.mu.Unlock()
	if !offline {
		return nil
	}
	if err := a.run.driver.RestoreNetwork(ctx); err != nil {
		return err
	}
	a.network(true)
	return nil
}

// panicError is a panic in a goroutine of the driver's own, where it would end the process before the page could be
// shut.
type panicError struct {
	value any
	stack []byte
}

func (e *panicError) Error() string {
	return fmt.Sprintf("panic while pressing buttons: %v\n%s", e.value, e.stack)
}

// recovered makes an error of a panic.
func recovered(do func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = &panicError{value, debug.Stack()}
		}
	}()
	return do()
}
