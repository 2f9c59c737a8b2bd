package browser

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"

	"github.com/signspec/signspec/runner/drivers/page"
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

// frames lists the frames in which to look for an element, in that order.
func (h *hand) frames(ctx context.Context, session cdp.Session) ([]frame, error) {
	all, err := framesOf(ctx, session)
	if err != nil {
		return nil, err
	}
	own := h.overlap && !h.access.options.ActionsOn.Given()
	return page.Choose(h.call, all, func(f frame) string { return f.url }, own)
}
