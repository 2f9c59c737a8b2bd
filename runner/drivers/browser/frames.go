package browser

import (
	"context"
	"errors"
	"slices"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
)

// frame is a frame of a page and the URL of its document.
type frame struct {
	id  cdp.FrameID
	url string
}

// framesOf lists the frames of a page, each before those in it.
func framesOf(ctx context.Context, session cdp.Session) ([]frame, error) {
	tree, err := cdp.Call(ctx, session, cdppage.GetFrameTree, cdp.Empty{})
	if err != nil {
		return nil, err
	}
	var frames []frame
	var walk func(t *cdppage.FrameTree)
	walk = func(t *cdppage.FrameTree) {
		frames = append(frames, frame{t.Frame.ID, t.Frame.URL + t.Frame.URLFragment})
		for _, child := range t.ChildFrames {
			walk(child)
		}
	}
	walk(tree.FrameTree)
	return frames, nil
}

// errUntold says that a button might be pressed for the wrong call.
var errUntold = errors.New("calls overlap, and no frame was opened with the sign string of this one, so their pages cannot be told apart")

// frames lists the frames in which to look for an element, in that order: the one that was opened with the call's sign
// string and nothing else, where there is one; otherwise the newest first.
func (s *surface) frames(ctx context.Context, session cdp.Session) ([]cdp.FrameID, error) {
	all, err := framesOf(ctx, session)
	if err != nil {
		return nil, err
	}
	own := s.staging.calls[s.number].signStr
	var mine, rest []cdp.FrameID
	for _, f := range all {
		if own != "" && f.url == own {
			mine = append(mine, f.id)
		} else {
			rest = append(rest, f.id)
		}
	}
	switch {
	case len(mine) > 0:
		return mine, nil
	case s.staging.overlap && !s.staging.driver.options.ActionsOn.Given():
		return nil, errUntold
	}
	slices.Reverse(rest)
	return rest, nil
}
