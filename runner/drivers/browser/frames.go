package browser

import (
	"context"
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

// anyOf says whether one of the frames was opened with one of the strings.
func anyOf(frames []frame, signStrs []string) bool {
	return slices.ContainsFunc(frames, func(f frame) bool { return slices.Contains(signStrs, f.url) })
}

// frames lists the frames in which to look for an element, in that order: the one that was opened with the call's sign
// string and nothing else, where there is one; otherwise the newest first, without those of other calls.
func (s *surface) frames(ctx context.Context, session cdp.Session) ([]cdp.FrameID, error) {
	all, err := framesOf(ctx, session)
	if err != nil {
		return nil, err
	}
	var mine, rest []cdp.FrameID
	for _, f := range all {
		switch {
		case s.signStr != "" && f.url == s.signStr:
			mine = append(mine, f.id)
		case !slices.Contains(s.others, f.url):
			rest = append(rest, f.id)
		}
	}
	if len(mine) > 0 {
		return mine, nil
	}
	slices.Reverse(rest)
	return rest, nil
}
