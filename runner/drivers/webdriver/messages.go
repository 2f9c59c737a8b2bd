package webdriver

import (
	"context"
	"errors"
	"time"

	"github.com/signspec/signspec/runner/drivers/page"
)

// How long to wait before the page is asked again what it has to say.
const (
	// shortestPause is the first: the next message is often there at once.
	shortestPause = 2 * time.Millisecond
	// longestPause keeps what is added to a call small beside Quiet.
	longestPause = 50 * time.Millisecond
	// elsewherePause is the longest while buttons are pressed in another context, and elsewhereShare how many times as
	// long as looking at the page took: a device may take a second to come from one context to the other, and meanwhile
	// nobody presses anything.
	elsewherePause = time.Second
	elsewhereShare = 3
)

// Next fetches what the page has to say. The first question begins the scenario.
func (a *access) Next(ctx context.Context, run *page.Run) (page.Message, error) {
	d := a.document
	for len(d.inbox) == 0 {
		if d.took > 0 {
			if err := a.wait(ctx, run); err != nil {
				return page.Message{}, err
			}
		}
		if err := d.exchange(ctx, 0, ""); err != nil {
			return page.Message{}, a.left(ctx, err)
		}
	}
	m := d.inbox[0]
	d.inbox = d.inbox[1:]
	d.pause = shortestPause
	return m.Message, nil
}

// wait waits until the page is to be asked again. When everything was pressed the page has
// something to say soon, but not before it was quiet.
func (a *access) wait(ctx context.Context, run *page.Run) error {
	d := a.document
	if a.elsewhere(run) {
		d.pause = max(d.pause, elsewhereShare*d.took)
	}
	select {
	case <-run.Acted():
		d.pause = shortestPause
		if err := page.Sleep(ctx, a.options.Quiet); err != nil {
			return err
		}
	case <-time.After(d.pause):
	case <-ctx.Done():
		return ctx.Err()
	}
	longest := longestPause
	if a.elsewhere(run) {
		longest = elsewherePause
	}
	d.pause = min(2*d.pause, longest)
	return nil
}

// elsewhere says whether buttons are being pressed in another context than the page's.
func (a *access) elsewhere(run *page.Run) bool {
	on := a.options.ActionsOn.Context
	return on != "" && on != a.home.context && run.Acting()
}

// left says where the page went, if that is what the error means. A window that is closed went nowhere.
func (a *access) left(ctx context.Context, why error) error {
	if !errors.Is(why, page.ErrAway) && !isGone(why) {
		return why
	}
	left := &page.LeftError{}
	err := a.cursor.in(ctx, spot{context: a.home.context, window: a.home.window}, func() (err error) {
		left.To, err = a.cursor.session.URL(ctx)
		return err
	})
	switch {
	case isGone(err):
		return err
	case err != nil:
		return why
	}
	return left
}
