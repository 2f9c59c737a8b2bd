package browser

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	cdppage "github.com/chromedp/cdproto/page"

	"github.com/signspec/signspec/runner/drivers/page"
)

// hand does what a person does on the authorisation page of one call.
type hand struct {
	access  *access
	main    *tab // what a person has before them
	call    *page.Call
	overlap bool
	other   *connection // to the page that was chosen, where it is not that of the call
}

// Hand reaches the authorisation page of a call.
func (a *access) Hand(run *page.Run, call *page.Call) page.Hand {
	return &hand{access: a, main: a.main, call: call, overlap: run.Overlap()}
}

// session returns the page that the actions are performed on: that of the call, or the one that was chosen, as soon as
// it is there.
func (h *hand) session(ctx context.Context) (cdp.Session, error) {
	choice := h.access.options.ActionsOn
	if !choice.Given() {
		return h.main, nil
	}
	for h.other == nil {
		in := h.access.place()
		all, err := in.targets(ctx)
		if err != nil {
			return nil, err
		}
		if chosen := choice.Of(all); len(chosen) > 0 {
			c, err := in.reach(ctx, chosen[0])
			if err != nil {
				return nil, err
			}
			h.other = &c
			break
		}
		if err := page.Sleep(ctx, pollEvery); err != nil {
			return nil, fmt.Errorf("no page is there to do it on (%s): %w", choice, err)
		}
	}
	return h.other.Session, nil
}

// Close leaves the page that was chosen.
func (h *hand) Close() {
	if h.other != nil {
		h.other.close()
		h.other = nil
	}
}

// Prepare waits for the page, and until no page of a later call lies over it.
func (h *hand) Prepare(ctx context.Context, g page.Gesture) error {
	session, err := h.session(ctx)
	if err == nil && g.Performs() {
		err = h.awaitTop(ctx, session)
	}
	return err
}

// Pace is that of everything that is looked for in a browser.
func (h *hand) Pace() time.Duration { return pollEvery }

// Try makes a gesture with an element that can be seen and, where it is to be pressed, is covered by nothing. A page that
// is gone by the time it answers was closed by its button.
func (h *hand) Try(ctx context.Context, g page.Gesture) error {
	session, err := h.session(ctx)
	if err != nil {
		return err
	}
	e, err := h.find(ctx, session, g.Element, g.Performs())
	if err != nil {
		if isLost(err) && h.other != nil { // the page of the call before, on its way out
			h.Close()
		}
		return &page.NotYetError{Err: err}
	}
	switch g.Kind {
	case page.Click:
		err = e.click(ctx)
	case page.Tap:
		err = e.tap(ctx)
	case page.Type:
		return e.write(ctx, g.Text)
	}
	if isLost(err) {
		return nil
	}
	return err
}

// click presses an element with the mouse.
func (e *element) click(ctx context.Context) error {
	for _, kind := range []input.DispatchMouseEventType{"mouseMoved", "mousePressed", "mouseReleased"} {
		params := input.DispatchMouseEventParams{Type: kind, X: e.x, Y: e.y}
		if kind != "mouseMoved" {
			params.Button, params.ClickCount = "left", 1
		}
		if _, err := cdp.Call(ctx, e.session, input.DispatchMouseEvent, params); err != nil {
			return err
		}
	}
	return nil
}

// tap presses an element with a finger.
func (e *element) tap(ctx context.Context) error {
	start := input.DispatchTouchEventParams{Type: "touchStart", TouchPoints: []*input.TouchPoint{{X: e.x, Y: e.y}}}
	if _, err := cdp.Call(ctx, e.session, input.DispatchTouchEvent, start); err != nil {
		return err
	}
	end := input.DispatchTouchEventParams{Type: "touchEnd", TouchPoints: []*input.TouchPoint{}}
	_, err := cdp.Call(ctx, e.session, input.DispatchTouchEvent, end)
	return err
}

// write writes text into an element.
func (e *element) write(ctx context.Context, text string) error {
	if err := e.call(ctx, "function () { this.focus() }", nil); err != nil {
		return err
	}
	_, err := cdp.Call(ctx, e.session, input.InsertText, input.InsertTextParams{Text: text})
	return err
}

// Back goes back in the page's history, once no page of a later call lies over this one's.
func (h *hand) Back(ctx context.Context) error {
	session, err := h.session(ctx)
	if err != nil {
		return err
	}
	if err := h.awaitTop(ctx, session); err != nil {
		return err
	}
	history, err := cdp.Call(ctx, session, cdppage.GetNavigationHistory, cdp.Empty{})
	if err != nil {
		return err
	}
	if history.CurrentIndex == 0 {
		return errors.New("there is nothing to go back to")
	}
	_, err = cdp.Call(ctx, session, cdppage.NavigateToHistoryEntry, cdppage.NavigateToHistoryEntryParams{
		EntryID: history.Entries[history.CurrentIndex-1].ID,
	})
	return err
}

// Network takes the network away from the page of the call and from that of the actions, or gives it back.
func (h *hand) Network(ctx context.Context, on bool) error {
	session, err := h.session(ctx)
	if err != nil {
		return err
	}
	if session != cdp.Session(h.main) {
		if err := setNetwork(ctx, session, on); err != nil {
			return err
		}
	}
	return setNetwork(ctx, h.main, on)
}

// setNetwork uses the command that every WebView knows; newer browsers have others beside it.
func setNetwork(ctx context.Context, session cdp.Session, on bool) error {
	if err := session.Call(ctx, "Network.enable", cdp.Empty{}, nil); err != nil {
		return fmt.Errorf("taking over the network: %w", err)
	}
	err := session.Call(ctx, "Network.emulateNetworkConditions", map[string]any{
		"offline": !on, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
	}, nil)
	if err != nil {
		return fmt.Errorf("switching the network: %w", err)
	}
	return nil
}
