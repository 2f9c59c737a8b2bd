package webdriver

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
)

// surface is the authorisation page of one call, as a person has it before them.
type surface struct {
	staging *staging
	signStr string // what the page is opened with; empty where that is not known
	missing error  // what is being waited for, and why it cannot be used; nil while nothing is
	pressed bool   // something was pressed, or may have been: it is not pressed again
}

var _ ui.Surface = (*surface)(nil)

// How often a page is looked at for an element: soon at first, then ever less often.
const (
	firstLook = 10 * time.Millisecond
	// laterLook is not much of the time that a person takes to press a button.
	laterLook = 50 * time.Millisecond
	// laterLookNative is for the screen of an app, of which a device makes a whole tree each time.
	laterLookNative = 200 * time.Millisecond
)

// Click presses an element: with the mouse in a page, with a finger on the screen of an app.
func (s *surface) Click(ctx context.Context, name string) error {
	return s.press(ctx, name, func(e w3c.Element) error { return e.Click(ctx) })
}

// Tap presses an element with a finger.
func (s *surface) Tap(ctx context.Context, name string) error {
	if s.native() {
		return s.Click(ctx, name)
	}
	return s.press(ctx, name, func(e w3c.Element) error {
		if err := s.visible(ctx, e); err != nil {
			return err
		}
		return e.Tap(ctx)
	})
}

// press presses an element. A page that is gone when the press has been carried out was closed by it.
func (s *surface) press(ctx context.Context, name string, press func(w3c.Element) error) error {
	return s.with(ctx, name, func(e w3c.Element) error {
		s.pressed = true
		err := press(e)
		if errors.Is(err, w3c.NoSuchWindow) || errors.Is(err, w3c.NoSuchFrame) {
			return nil
		}
		return err
	})
}

// Type writes text into an element.
func (s *surface) Type(ctx context.Context, name, text string) error {
	return s.with(ctx, name, func(e w3c.Element) error {
		s.pressed = true
		return e.SendKeys(ctx, text)
	})
}

// WaitFor waits until an element can be seen.
func (s *surface) WaitFor(ctx context.Context, name string) error {
	return s.with(ctx, name, func(e w3c.Element) error { return s.visible(ctx, e) })
}

func (s *surface) visible(ctx context.Context, e w3c.Element) error {
	is, err := e.Displayed(ctx)
	if err == nil && !is {
		return fmt.Errorf("the element cannot be seen: %w", w3c.ElementNotInteractable)
	}
	return err
}

// Back goes back in the history of the page, or presses the device's own button.
func (s *surface) Back(ctx context.Context) error {
	d := s.staging.driver
	at, err := s.places(ctx)
	if err != nil {
		return err
	}
	if len(at) == 0 {
		return fmt.Errorf("there is no page to go back on (%s)", d.options.ActionsOn)
	}
	return d.cursor.in(ctx, at[0], func() error { return d.cursor.session.Back(ctx) })
}

// Network takes the network away, or gives it back.
func (s *surface) Network(ctx context.Context, on bool) error {
	s.staging.mu.Lock()
	s.staging.cut = !on
	s.staging.mu.Unlock()
	return s.staging.driver.switchNetwork(ctx, on)
}

func (s *surface) native() bool { return s.staging.driver.options.ActionsOn.Native() }

// with waits until an element is there that something can be done with, and does it.
func (s *surface) with(ctx context.Context, name string, do func(w3c.Element) error) error {
	by := locator(name, s.native())
	longest := laterLook
	if s.native() {
		longest = laterLookNative
	}
	why := errors.New("the page has not been looked at")
	s.pressed = false
	for every := firstLook; ; every = min(2*every, longest) {
		err := s.once(ctx, by, do)
		again := isNotYet(err) || isTransient(err) && !s.pressed
		if err == nil || ctx.Err() == nil && !again {
			s.missing = nil
			return err
		}
		if ctx.Err() == nil {
			why = err
			s.missing = fmt.Errorf("%q could not be used: %w", name, why)
		}
		if err := sleep(ctx, every); err != nil {
			return fmt.Errorf("%w: %w", why, err)
		}
	}
}

// isNotYet says whether an error may pass when the page has come further.
func isNotYet(err error) bool {
	return mayPass(err) || slices.ContainsFunc([]error{
		w3c.NoSuchElement, w3c.ElementNotInteractable, w3c.ElementClickIntercepted, w3c.StaleElementReference, w3c.MoveTargetOutOfBounds,
	}, func(code error) bool { return errors.Is(err, code) })
}

// once looks for the element once, in every document in which it may be.
func (s *surface) once(ctx context.Context, by w3c.Locator, do func(w3c.Element) error) error {
	places, err := s.places(ctx)
	if err != nil {
		return err
	}
	why := error(w3c.NoSuchElement)
	if len(places) == 0 {
		why = fmt.Errorf("there is no page to do it on (%s): %w", s.staging.driver.options.ActionsOn, w3c.NoSuchWindow)
	}
	c := s.staging.driver.cursor
	for _, at := range places {
		err := c.in(ctx, at, func() error {
			if at.context == nativeContext {
				return first(ctx, c.session, by, do)
			}
			return s.inFrames(ctx, by, do)
		})
		if err == nil || !isNotYet(err) {
			return err
		}
		if !errors.Is(err, w3c.NoSuchElement) {
			why = err
		}
	}
	return why
}

// first does something with the first element that is found.
func first(ctx context.Context, session *w3c.Session, by w3c.Locator, do func(w3c.Element) error) error {
	found, err := session.Elements(ctx, by)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return w3c.NoSuchElement
	}
	return do(found[0])
}

// places lists where the authorisation page may be: what ActionsOn chooses, otherwise the window of the call and then
// every other window of its context, the newest first.
func (s *surface) places(ctx context.Context) ([]spot, error) {
	d := s.staging.driver
	on := d.options.ActionsOn
	if on.Native() {
		return []spot{{context: nativeContext}}, nil
	}
	home := spot{context: d.home.context, window: d.home.window}
	if !on.Given() {
		places := []spot{home}
		var handles []string
		err := d.cursor.in(ctx, home, func() (err error) {
			handles, err = d.cursor.session.Windows(ctx)
			if isUnsupported(err) {
				return nil
			}
			return err
		})
		for _, handle := range slices.Backward(handles) {
			if handle != home.window && len(places) < maxLooked {
				places = append(places, spot{context: home.context, window: handle})
			}
		}
		return places, err
	}
	contexts, _, err := d.contextsOf(ctx, on)
	if err != nil {
		return nil, err
	}
	var places []spot
	for _, in := range contexts {
		chosen, _, err := d.windowsOf(ctx, in, on)
		if err != nil && !mayPass(err) {
			return nil, err
		}
		for _, w := range chosen {
			places = append(places, w.spot)
		}
	}
	return places, nil
}
