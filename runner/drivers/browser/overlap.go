package browser

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/chromedp/cdproto/cdp"
)

// pageComes is how long the authorisation page of a call may take to be opened once the call is staged. A wallet that
// opens one page after the other opens none by then, and the page before it has to be dealt with first.
const pageComes = 3 * time.Second

// stagedCall is a call of the scenario for which an outcome is arranged, as far as that has come.
type stagedCall struct {
	id      string        // that of the call
	staged  chan struct{} // closed once it is arranged; what follows is known from then on
	signStr string        // what its page is opened with; empty where that is not known
	acts    bool          // something is to be done on its page

	acted chan struct{} // closed once that is done
}

func newStagedCall(id string) *stagedCall {
	return &stagedCall{id: id, staged: make(chan struct{}), acted: make(chan struct{})}
}

// onTop waits, where calls overlap, until no page of a later call lies over this one's, or may come to lie there just
// when a button is pressed: a person deals with the uppermost page first.
func (s *surface) onTop(ctx context.Context, session cdp.Session) error {
	if !s.staging.overlap || s.staging.driver.options.ActionsOn.Given() {
		return nil
	}
	for _, later := range s.staging.calls[s.number+1:] {
		if err := later.awaitClosed(ctx, session); err != nil {
			return fmt.Errorf("the page of a later call is still open: %w", err)
		}
	}
	return nil
}

// awaitClosed waits until the page of the call was opened and is closed again, or is not going to be opened.
func (c *stagedCall) awaitClosed(ctx context.Context, session cdp.Session) error {
	select {
	case <-c.staged:
	case <-ctx.Done():
		return ctx.Err()
	}
	if c.signStr == "" {
		return nil // its page cannot be told from others
	}
	seen := false
	for given := time.Now().Add(pageComes); ; {
		frames, err := framesOf(ctx, session)
		if err != nil {
			return err
		}
		there := slices.ContainsFunc(frames, func(f frame) bool { return f.url == c.signStr })
		seen = seen || there
		if !there && (seen || c.done() || time.Now().After(given)) {
			return nil
		}
		if err := pause(ctx); err != nil {
			return err
		}
	}
}

// done says whether something was to be done on the page of the call, and was.
func (c *stagedCall) done() bool {
	select {
	case <-c.acted:
		return c.acts
	default:
		return false
	}
}
