package browser

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/chromedp/cdproto/cdp"

	"github.com/signspec/signspec/runner/drivers/page"
)

// pageComes is how long the authorisation page of a call may take to be opened once the call is staged. A wallet that
// opens one page after the other opens none by then, and the page before it has to be dealt with first.
const pageComes = 3 * time.Second

// awaitTop waits, where calls overlap, until no page of a later call lies over this one's, or may come to lie there just
// when a button is pressed: a person deals with the uppermost page first.
func (h *hand) awaitTop(ctx context.Context, session cdp.Session) error {
	if h.access.options.ActionsOn.Given() {
		return nil
	}
	for _, later := range h.call.Later {
		if err := awaitClosed(ctx, session, later, h.access.pageComes); err != nil {
			return fmt.Errorf("the page of a later call is still open: %w", err)
		}
	}
	return nil
}

// awaitClosed waits until the page of the call was opened and is closed again, or is not going to be opened.
func awaitClosed(ctx context.Context, session cdp.Session, call *page.Call, comes time.Duration) error {
	if call.SignStr == "" {
		return nil // its page cannot be told from others
	}
	seen := false
	for latest := time.Now().Add(comes); ; {
		frames, err := framesOf(ctx, session)
		if err != nil {
			return err
		}
		there := slices.ContainsFunc(frames, func(f frame) bool { return f.url == call.SignStr })
		seen = seen || there
		if !there && (seen || call.Acted() || time.Now().After(latest)) {
			return nil
		}
		if err := page.Sleep(ctx, pollEvery); err != nil {
			return err
		}
	}
}
