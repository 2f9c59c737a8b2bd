package webdriver

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/signspec/signspec/runner/drivers/page"
	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
)

// hand does what a person does on the authorisation page of one call.
type hand struct {
	access  *access
	run     *page.Run
	call    *page.Call
	pressed bool // something was pressed, or may have been: it is not pressed again
}

// Hand reaches the authorisation page of a call.
func (a *access) Hand(run *page.Run, call *page.Call) page.Hand {
	return &hand{access: a, run: run, call: call}
}

// Close has nothing to do: the session stays.
func (h *hand) Close() {}

// Prepare has nothing to wait for: the server says where another element lies on top.
func (h *hand) Prepare(context.Context, page.Gesture) error {
	h.pressed = false
	return nil
}

// The longest pauses between two looks at a page.
const (
	// pagePace is not much of the time that a person takes to press a button.
	pagePace = 50 * time.Millisecond
	// screenPace is for the screen of an app, of which a device makes a whole tree each time.
	screenPace = 200 * time.Millisecond
)

// Pace is slower on the screen of an app.
func (h *hand) Pace() time.Duration {
	if h.native() {
		return screenPace
	}
	return pagePace
}

// Try makes a gesture: with the mouse in a page, with a finger on the screen of an app. A page that is gone when a press
// has been carried out was closed by it.
func (h *hand) Try(ctx context.Context, g page.Gesture) error {
	err := h.find(ctx, locator(g.Element, h.native()), func(e w3c.Element) error {
		h.pressed = g.Performs()
		err := h.perform(ctx, e, g)
		pressed := g.Kind == page.Click || g.Kind == page.Tap
		if pressed && (errors.Is(err, w3c.NoSuchWindow) || errors.Is(err, w3c.NoSuchFrame)) {
			return nil
		}
		return err
	})
	if isNotYet(err) || isTransient(err) && !h.pressed {
		return &page.NotYetError{Err: err}
	}
	return err
}

func (h *hand) perform(ctx context.Context, e w3c.Element, g page.Gesture) error {
	switch {
	case g.Kind == page.Type:
		return e.SendKeys(ctx, g.Text)
	case g.Kind == page.Click, g.Kind == page.Tap && h.native():
		return e.Click(ctx)
	}
	if err := visible(ctx, e); err != nil || g.Kind == page.See {
		return err
	}
	return e.Tap(ctx)
}

func visible(ctx context.Context, e w3c.Element) error {
	is, err := e.Displayed(ctx)
	if err == nil && !is {
		return fmt.Errorf("the element cannot be seen: %w", w3c.ElementNotInteractable)
	}
	return err
}

// Back goes back in the history of the page, or presses the device's own button.
func (h *hand) Back(ctx context.Context) error {
	a := h.access
	at, err := h.places(ctx)
	if err != nil {
		return err
	}
	if len(at) == 0 {
		return fmt.Errorf("there is no page to go back on (%s)", a.options.ActionsOn)
	}
	return a.cursor.in(ctx, at[0], func() error { return a.cursor.session.Back(ctx) })
}

// Network takes the network away, or gives it back.
func (h *hand) Network(ctx context.Context, on bool) error { return h.access.switchNetwork(ctx, on) }

func (h *hand) native() bool { return h.access.options.ActionsOn.Native() }
