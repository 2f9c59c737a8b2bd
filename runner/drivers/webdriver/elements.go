package webdriver

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
)

// find does something with the element, in the first document in which it can be done.
func (h *hand) find(ctx context.Context, by w3c.Locator, do func(w3c.Element) error) error {
	places, err := h.places(ctx)
	if err != nil {
		return err
	}
	why := error(w3c.NoSuchElement)
	if len(places) == 0 {
		why = fmt.Errorf("there is no page to do it on (%s): %w", h.access.options.ActionsOn, w3c.NoSuchWindow)
	}
	c := h.access.cursor
	for _, at := range places {
		err := c.in(ctx, at, func() error {
			if at.context == nativeContext {
				return first(ctx, c.session, by, do)
			}
			return h.inFrames(ctx, by, do)
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

// isNotYet says whether an error may pass when the page has come further.
func isNotYet(err error) bool {
	return mayPass(err) || slices.ContainsFunc([]error{
		w3c.NoSuchElement, w3c.ElementNotInteractable, w3c.ElementClickIntercepted, w3c.StaleElementReference, w3c.MoveTargetOutOfBounds,
	}, func(code error) bool { return errors.Is(err, code) })
}

// places lists where the authorisation page may be: what ActionsOn chooses, otherwise the window of the call and then
// every other window of its context, the newest first.
func (h *hand) places(ctx context.Context) ([]spot, error) {
	a := h.access
	on := a.options.ActionsOn
	if on.Native() {
		return []spot{{context: nativeContext}}, nil
	}
	home := spot{context: a.home.context, window: a.home.window}
	if !on.Given() {
		places := []spot{home}
		var handles []string
		err := a.cursor.in(ctx, home, func() (err error) {
			handles, err = a.cursor.session.Windows(ctx)
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
	contexts, _, err := a.contextsOf(ctx, on)
	if err != nil {
		return nil, err
	}
	var places []spot
	for _, in := range contexts {
		chosen, _, err := a.windowsOf(ctx, in, on)
		if err != nil && !mayPass(err) {
			return nil, err
		}
		for _, w := range chosen {
			places = append(places, w.spot)
		}
	}
	return places, nil
}
