package ui

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Patience is how long one action may take, usually: a page that is slow to load, an animation that covers a button.
const Patience = 10 * time.Second

// Surface is a page that actions are performed on. Elements are named in the way of the surface: CSS selectors on web
// pages. Each method waits for what it needs until the context ends.
type Surface interface {
	Click(ctx context.Context, element string) error
	Tap(ctx context.Context, element string) error
	Type(ctx context.Context, element, text string) error
	Back(ctx context.Context) error
	WaitFor(ctx context.Context, element string) error
	// Network takes the network away from the page, or gives it back.
	Network(ctx context.Context, on bool) error
}

// Error says which action of a list failed.
type Error struct {
	Number int // from 1
	Action Action
	Limit  time.Duration // how long it was tried
	Err    error
}

func (e *Error) Error() string {
	if errors.Is(e.Err, context.DeadlineExceeded) {
		return fmt.Sprintf("action %d (%s) found nothing to do that with within %s: %v", e.Number, e.Action, e.Limit, e.Err)
	}
	return fmt.Sprintf("action %d (%s) failed: %v", e.Number, e.Action, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// Perform performs the actions one after another, each of which may take as long as limit. The error is an *Error, or the
// context's.
func Perform(ctx context.Context, s Surface, actions []Action, limit time.Duration) error {
	for i, a := range actions {
		limited, cancel := context.WithTimeout(ctx, limit+time.Duration(a.Wait))
		err := a.perform(limited, s)
		cancel()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			return &Error{Number: i + 1, Action: a, Limit: limit, Err: err}
		}
	}
	return nil
}

func (a Action) perform(ctx context.Context, s Surface) error {
	if problem := a.Check(); problem != "" {
		return errors.New(problem)
	}
	switch {
	case a.Click != "":
		return s.Click(ctx, a.Click)
	case a.Tap != "":
		return s.Tap(ctx, a.Tap)
	case a.Type != nil:
		return s.Type(ctx, a.Type.Into, a.Type.Text)
	case a.Back:
		return s.Back(ctx)
	case a.WaitFor != "":
		return s.WaitFor(ctx, a.WaitFor)
	case a.Network != "":
		return s.Network(ctx, a.Network == On)
	}
	select {
	case <-time.After(time.Duration(a.Wait)):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
