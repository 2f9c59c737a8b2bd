package webdriver

import (
	"context"
	"errors"
	"time"

	"github.com/signspec/signspec/runner/drivers/webpage"
	"github.com/signspec/signspec/suites/wallet"
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

// attend fetches what the page has to say, and answers, until it is done. The first question begins the scenario.
func (d *Driver) attend(ctx context.Context, s wallet.Scenario, staging *staging) (message, error) {
	pause := shortestPause
	if !d.options.means().Asks(s) {
		pause = d.options.Quiet // the page asks for nothing, and is done no earlier
	}
	for {
		asked := time.Now()
		messages, err := d.page.exchange(ctx, nil)
		took := time.Since(asked)
		for ; err == nil && len(messages) > 0; pause = shortestPause {
			m := messages[0]
			messages = messages[1:]
			if m.Run != d.runs {
				continue // of a scenario that was given up
			}
			if m.Op == webpage.Done {
				return m, nil
			}
			var more []message
			more, err = staging.take(ctx, m)
			messages = append(messages, more...)
		}
		if errors.Is(err, errAway) || isGone(err) {
			err = d.left(ctx, err)
		}
		if err != nil {
			return message{}, err
		}
		if pause, err = staging.wait(ctx, pause, took); err != nil {
			return message{}, err
		}
	}
}

// wait waits until the page is to be asked again, and returns how long to wait the time after. When everything was
// pressed the page has something to say soon, but not before it was quiet.
func (s *staging) wait(ctx context.Context, pause, took time.Duration) (next time.Duration, err error) {
	if s.elsewhere() {
		pause = max(pause, elsewhereShare*took)
	}
	acted, err := s.pause(ctx, pause)
	if acted && err == nil {
		pause = shortestPause
		_, err = s.pause(ctx, s.driver.options.Quiet)
	}
	if s.elsewhere() {
		return min(2*pause, elsewherePause), err
	}
	return min(2*pause, longestPause), err
}

// left says where the page went. A window that is closed went nowhere.
func (d *Driver) left(ctx context.Context, why error) error {
	left := &webpage.LeftError{}
	err := d.cursor.in(ctx, spot{context: d.home.context, window: d.home.window}, func() (err error) {
		left.To, err = d.cursor.session.URL(ctx)
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
