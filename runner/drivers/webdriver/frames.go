package webdriver

import (
	"context"
	"fmt"
	"slices"

	"github.com/signspec/signspec/runner/drivers/page"
	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
)

// maxFrames bounds in how many frames of a window an element is looked for.
const maxFrames = 30

// frame is a document of a window: the frames to enter to get to it, and where it is.
type frame struct {
	path []w3c.Element
	url  string
}

// framesScript asks a document for its URL and its frames.
const framesScript = `return {url: location.href, frames: document.querySelectorAll("iframe, frame")};`

// inFrames does something with the first element that is found in the window, whatever frame it is in. The session is
// at the window's top.
func (h *hand) inFrames(ctx context.Context, by w3c.Locator, do func(w3c.Element) error) error {
	c := h.access.cursor
	defer c.forget()
	w := &walker{session: c.session, known: true}
	all, err := w.frames(ctx, nil)
	if err != nil {
		return err
	}
	chosen, err := page.Choose(h.call, all, func(f frame) string { return f.url }, h.run.Differs())
	if err != nil {
		return fmt.Errorf("%w: %w", err, w3c.NoSuchWindow)
	}
	why := error(w3c.NoSuchElement)
	for _, f := range chosen {
		if err = w.to(ctx, f.path); err == nil {
			err = first(ctx, c.session, by, do)
		}
		if err == nil || !isNotYet(err) {
			return err
		}
		why = err
	}
	return why
}

// walker goes from document to document of a window, and knows where it is: to enter a frame takes a while.
type walker struct {
	session *w3c.Session
	at      []w3c.Element
	known   bool
}

// to goes to a document.
func (w *walker) to(ctx context.Context, path []w3c.Element) error {
	if w.known && slices.Equal(w.at, path) {
		return nil
	}
	rest := path
	if w.known && len(path) > len(w.at) && slices.Equal(w.at, path[:len(w.at)]) {
		rest = path[len(w.at):]
	} else if err := w.session.SwitchFrame(ctx, nil); err != nil {
		w.known = false
		return err
	}
	w.known = false
	for _, inner := range rest {
		if err := w.session.SwitchFrame(ctx, &inner); err != nil {
			return err
		}
	}
	w.at, w.known = path, true
	return nil
}

// frames lists the document at a path and those in its frames, each before its own frames. A frame that is closed
// meanwhile is left out.
func (w *walker) frames(ctx context.Context, path []w3c.Element) ([]frame, error) {
	if err := w.to(ctx, path); err != nil {
		return nil, err
	}
	var here struct {
		URL    string        `json:"url"`
		Frames []w3c.Element `json:"frames"`
	}
	if err := w.session.Execute(ctx, framesScript, &here); err != nil {
		w.known = false
		return nil, err
	}
	all := []frame{{path, here.URL}}
	for _, inner := range here.Frames {
		if len(all) >= maxFrames {
			break
		}
		below, err := w.frames(ctx, append(slices.Clone(path), inner))
		if err != nil && !isNotYet(err) {
			return nil, err
		}
		all = append(all, below...)
	}
	return all[:min(len(all), maxFrames)], nil
}
