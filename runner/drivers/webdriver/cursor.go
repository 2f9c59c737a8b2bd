package webdriver

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
)

// spot is one document on a device, or the screen of an app.
type spot struct {
	context string // "" on servers without contexts
	window  string // its handle; "" is whichever the context has
	frames  []string
}

// cursor is where the commands of a session go. Those who watch the page and those who press buttons take turns.
type cursor struct {
	session *w3c.Session

	mu sync.Mutex
	at *spot // nil where that is not known
}

// maxAlerts is how many alerts in a row are answered before a page counts as one that only makes alerts.
const maxAlerts = 20

// in goes to a spot and does something there, alone. What is done may be done again, where an alert was in the way.
func (c *cursor) in(ctx context.Context, s spot, do func() error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for range maxAlerts {
		err := c.move(ctx, s)
		if err == nil {
			err = do()
		}
		if err != nil {
			c.at = nil
		}
		if !errors.Is(err, w3c.UnexpectedAlertOpen) {
			return err
		}
		if err := c.session.AcceptAlert(ctx); err != nil && !errors.Is(err, w3c.NoSuchAlert) {
			return fmt.Errorf("answering an alert: %w", err)
		}
	}
	return errors.New("the page makes one alert after another")
}

// move moves to a spot, with as few commands as possible: changing the context of an app may take a second.
func (c *cursor) move(ctx context.Context, s spot) error {
	now := c.at
	c.at = nil
	if s.context != "" && (now == nil || now.context != s.context) {
		if err := c.session.SwitchContext(ctx, s.context); err != nil {
			return err
		}
		now = nil
	}
	if s.context == nativeContext {
		c.at = &s
		return nil
	}
	if s.window != "" && (now == nil || now.window != s.window) {
		if err := c.session.SwitchWindow(ctx, s.window); err != nil {
			return err
		}
		now = nil
	}
	if now == nil || !slices.Equal(now.frames, s.frames) {
		if err := c.session.SwitchFrame(ctx, nil); err != nil {
			return err
		}
		for _, selector := range s.frames {
			if err := c.enter(ctx, selector); err != nil {
				return err
			}
		}
	}
	c.at = &s
	return nil
}

// enter goes into the frame that a selector names.
func (c *cursor) enter(ctx context.Context, selector string) error {
	frames, err := c.session.Elements(ctx, w3c.Locator{Using: w3c.ByCSS, Value: selector})
	if err != nil {
		return err
	}
	if len(frames) == 0 {
		return fmt.Errorf("there is no frame %q: %w", selector, w3c.NoSuchFrame)
	}
	return c.session.SwitchFrame(ctx, &frames[0])
}

// forget says that what was done has moved the cursor.
func (c *cursor) forget() { c.at = nil }
