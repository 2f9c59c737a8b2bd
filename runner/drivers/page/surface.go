package page

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// surface is the authorisation page of one call, as a person has it before them: they look until what they want to
// press is there.
type surface struct {
	hand    Hand
	network func(on bool) // is told before the network is switched
	missing error         // what is being waited for, and why it cannot be used; nil while nothing is
}

// firstPause is how soon a page is looked at again for an element; each pause is twice as long as the one before.
const firstPause = 10 * time.Millisecond

// errNotLooked stands for what is not known yet.
var errNotLooked = errors.New("the page has not been looked at")

// Click presses an element with the mouse.
func (s *surface) Click(ctx context.Context, element string) error {
	return s.repeat(ctx, Gesture{Kind: Click, Element: element})
}

// Tap presses an element with a finger.
func (s *surface) Tap(ctx context.Context, element string) error {
	return s.repeat(ctx, Gesture{Kind: Tap, Element: element})
}

// Type writes text into an element.
func (s *surface) Type(ctx context.Context, element, text string) error {
	return s.repeat(ctx, Gesture{Kind: Type, Element: element, Text: text})
}

// WaitFor waits until an element can be seen.
func (s *surface) WaitFor(ctx context.Context, element string) error {
	return s.repeat(ctx, Gesture{Kind: See, Element: element})
}

// Back goes back in the page's history.
func (s *surface) Back(ctx context.Context) error {
	err := s.hand.Back(ctx)
	if err != nil {
		s.missing = fmt.Errorf("nobody could go back: %w", err)
	}
	return err
}

// Network takes the network away, or gives it back.
func (s *surface) Network(ctx context.Context, on bool) error {
	s.network(on)
	return s.hand.Network(ctx, on)
}

// repeat makes a gesture as soon as it can be made.
func (s *surface) repeat(ctx context.Context, g Gesture) error {
	why := errNotLooked
	lack := func() { s.missing = fmt.Errorf("%q could not be used: %w", g.Element, why) }
	lack()
	if why = s.hand.Prepare(ctx, g); why != nil {
		lack()
		return why
	}
	why = errNotLooked
	for pause := firstPause; ; pause = min(2*pause, s.hand.Pace()) {
		err := s.hand.Try(ctx, g)
		var notYet *NotYetError
		again := errors.As(err, &notYet)
		if err == nil || !again && ctx.Err() == nil {
			s.missing = nil
			return err
		}
		if again && ctx.Err() == nil {
			why = notYet.Err
			lack()
		}
		if err := Sleep(ctx, pause); err != nil {
			return fmt.Errorf("%w: %w", why, err)
		}
	}
}

// Sleep waits, or until the context ends, whose error it returns.
func Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
