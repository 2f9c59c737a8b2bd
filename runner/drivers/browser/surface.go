package browser

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	cdppage "github.com/chromedp/cdproto/page"

	"github.com/signspec/signspec/runner/drivers/ui"
)

// surface is the authorisation page of one call, as a person has it before them.
type surface struct {
	staging *staging
	number  int         // of the staged call in the scenario, from 0
	other   *connection // to the page that was chosen, where it is not that of the call
	missing error       // what is being waited for, and why it cannot be used; nil while nothing is
}

var _ ui.Surface = (*surface)(nil)

// session returns the page that the actions are performed on: that of the call, or the one that was chosen, as soon as
// it is there.
func (s *surface) session(ctx context.Context) (cdp.Session, error) {
	d := s.staging.driver
	choice := d.options.ActionsOn
	if !choice.Given() {
		return s.staging.main, nil
	}
	for s.other == nil {
		in := d.where()
		all, err := in.targets(ctx)
		if err != nil {
			return nil, err
		}
		if chosen := choice.Of(all); len(chosen) > 0 {
			c, err := in.reach(ctx, chosen[0])
			if err != nil {
				return nil, err
			}
			s.other = &c
			break
		}
		if err := pause(ctx); err != nil {
			return nil, fmt.Errorf("no page is there to do it on (%s): %w", choice, err)
		}
	}
	return s.other.Session, nil
}

func (s *surface) close() {
	if s.other != nil {
		s.other.close()
	}
}

// Click presses an element with the mouse.
func (s *surface) Click(ctx context.Context, selector string) error {
	return s.press(ctx, selector, func(session cdp.Session, x, y float64) error {
		for _, kind := range []input.DispatchMouseEventType{"mouseMoved", "mousePressed", "mouseReleased"} {
			params := input.DispatchMouseEventParams{Type: kind, X: x, Y: y}
			if kind != "mouseMoved" {
				params.Button, params.ClickCount = "left", 1
			}
			if _, err := cdp.Call(ctx, session, input.DispatchMouseEvent, params); err != nil {
				return err
			}
		}
		return nil
	})
}

// Tap presses an element with a finger.
func (s *surface) Tap(ctx context.Context, selector string) error {
	return s.press(ctx, selector, func(session cdp.Session, x, y float64) error {
		touch := []*input.TouchPoint{{X: x, Y: y}}
		if _, err := cdp.Call(ctx, session, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: "touchStart", TouchPoints: touch}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, session, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: "touchEnd", TouchPoints: []*input.TouchPoint{}})
		return err
	})
}

// press presses an element. A page that is gone by the time it answers was closed by its button.
func (s *surface) press(ctx context.Context, selector string, with func(session cdp.Session, x, y float64) error) error {
	e, err := s.wait(ctx, selector, true)
	if err != nil {
		return err
	}
	if err := with(e.session, e.x, e.y); err != nil && !isLost(err) {
		return err
	}
	return nil
}

// Type writes text into an element.
func (s *surface) Type(ctx context.Context, selector, text string) error {
	e, err := s.wait(ctx, selector, true)
	if err != nil {
		return err
	}
	if err := e.call(ctx, "function () { this.focus() }", nil); err != nil {
		return err
	}
	_, err = cdp.Call(ctx, e.session, input.InsertText, input.InsertTextParams{Text: text})
	return err
}

// WaitFor waits until an element can be seen.
func (s *surface) WaitFor(ctx context.Context, selector string) error {
	_, err := s.wait(ctx, selector, false)
	return err
}

// Back goes back in the page's history, once no page of a later call lies over this one's.
func (s *surface) Back(ctx context.Context) error {
	session, err := s.session(ctx)
	if err != nil {
		return err
	}
	if err := s.onTop(ctx, session); err != nil {
		s.missing = fmt.Errorf("nobody could go back: %w", err)
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
func (s *surface) Network(ctx context.Context, on bool) error {
	session, err := s.session(ctx)
	if err != nil {
		return err
	}
	s.staging.mu.Lock()
	s.staging.cut = !on
	s.staging.mu.Unlock()
	if session != cdp.Session(s.staging.main) {
		if err := setNetwork(ctx, session, on); err != nil {
			return err
		}
	}
	return setNetwork(ctx, s.staging.main, on)
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

// wait waits until an element is there, can be seen and, where it is to be pressed, is covered by nothing.
func (s *surface) wait(ctx context.Context, selector string, press bool) (element, error) {
	lacks := func(why error) error {
		s.missing = fmt.Errorf("%q could not be used: %w", selector, why)
		return why
	}
	why := lacks(errors.New("the page has not been looked at"))
	session, err := s.session(ctx)
	if err == nil && press {
		err = s.onTop(ctx, session)
	}
	if err != nil {
		return element{}, lacks(err)
	}
	for {
		session, err := s.session(ctx)
		if err != nil {
			return element{}, lacks(err)
		}
		e, err := s.find(ctx, session, selector, press)
		if err == nil {
			s.missing = nil
			return e, nil
		}
		if ctx.Err() == nil {
			why = lacks(err)
		}
		if isLost(err) && s.other != nil { // the page of the call before, on its way out
			s.close()
			s.other = nil
		}
		if err := pause(ctx); err != nil {
			return element{}, fmt.Errorf("%w: %w", why, err)
		}
	}
}

// pause waits a moment before looking again.
func pause(ctx context.Context) error {
	select {
	case <-time.After(pollEvery):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
