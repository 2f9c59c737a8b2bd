package browser

import (
	"context"
	"errors"
	"fmt"

	"github.com/signspec/signspec/runner/drivers/page"
)

// Evaluate runs a script in the page that holds my.
func (a *access) Evaluate(ctx context.Context, script string, arguments ...any) (string, error) {
	var text string
	err := evaluate(ctx, a.wallet, called(script, arguments...), &text)
	return text, err
}

// Begin tells the page to begin. It does not wait: the first call is made before the page answers, and may never
// return.
func (a *access) Begin(ctx context.Context, run *page.Run) error {
	a.used = true
	script, arguments := run.Script()
	wallet, main := a.wallet, a.main
	expression := called(script, arguments...)
	if a.options.Time == Virtual {
		expression = begin + expression
		wallet.forgetBegun()
		go wallet.runClock(ctx, run)
	}
	go func() {
		err := evaluate(ctx, wallet, expression, nil)
		if err != nil && !isLost(err) { // why it is lost is told by what watches over the page
			run.Fail(err)
		}
	}()
	go func() {
		select {
		case <-wallet.broken:
			run.Fail(wallet.why())
		case <-main.broken:
			run.Fail(main.why())
		case <-ctx.Done():
		}
	}()
	return nil
}

// Next waits for what the page says next.
func (a *access) Next(ctx context.Context, _ *page.Run) (page.Message, error) {
	select {
	case m := <-a.wallet.messages:
		return m, nil
	case <-ctx.Done():
		return page.Message{}, context.Cause(ctx)
	}
}

// Answer answers what the page asked.
func (a *access) Answer(ctx context.Context, ask int, answer string) error {
	err := evaluate(ctx, a.wallet, called("__signspec.answer(arguments[0], arguments[1])", ask, answer), nil)
	if isLost(err) { // why it is lost is told by what watches over the page
		return nil
	}
	return err
}

// Explain says what an error means. A page of the driver's own browser that does not come back is a crash, of which the
// records tell; a page of another browser that is lost is an error.
func (a *access) Explain(err error) error {
	var left *page.LeftError
	var busy *page.BusyError
	if a.chromium == nil || errors.As(err, &left) {
		return err
	}
	switch {
	case errors.As(err, &busy):
		return &page.CrashError{Reason: busy.Error()}
	case errors.Is(err, page.ErrCrashed):
		return &page.CrashError{Reason: page.ErrCrashed.Error()}
	case isLost(err):
		return &page.CrashError{Reason: "the browser ended while the wallet ran"}
	}
	return err
}

// RestoreNetwork gives the page of the call its network back.
func (a *access) RestoreNetwork(ctx context.Context) error {
	if err := setNetwork(ctx, a.main, true); err != nil && !isLost(err) {
		return fmt.Errorf("giving the network back: %w", err)
	}
	return nil
}
