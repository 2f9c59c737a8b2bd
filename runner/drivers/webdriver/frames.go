package webdriver

import (
	"context"
	"fmt"
	"slices"

	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
)

// maxDocuments bounds in how many frames of a window an element is looked for.
const maxDocuments = 30

// document is a document of a window: the frames to enter to get to it, and where it is.
type document struct {
	path []w3c.Element
	url  string
}

// framesScript asks a document for its URL and its frames.
const framesScript = `return {url: location.href, frames: document.querySelectorAll("iframe, frame")};`

// inFrames does something with the first element that is found in the window, whatever frame it is in. The session is
// at the window's top.
func (s *surface) inFrames(ctx context.Context, by w3c.Locator, do func(w3c.Element) error) error {
	c := s.staging.driver.cursor
	defer c.strayed()
	w := &walker{session: c.session, known: true}
	all, err := w.documents(ctx, nil)
	if err != nil {
		return err
	}
	mine := s.mine(all)
	why := error(w3c.NoSuchElement)
	if len(mine) == 0 && s.staging.strict {
		why = fmt.Errorf("calls overlap that want different things done, and no page was opened with the sign string of this call and nothing else, so nobody can tell them apart: %w", w3c.NoSuchWindow)
	}
	for _, d := range mine {
		if err = w.to(ctx, d.path); err == nil {
			err = first(ctx, c.session, by, do)
		}
		if err == nil || !isNotYet(err) {
			return err
		}
		why = err
	}
	return why
}

// mine orders documents as an element is looked for in them: the one that was opened with the call's sign string and
// nothing else, where there is one; otherwise the newest first, without those of other calls.
func (s *surface) mine(all []document) []document {
	s.staging.mu.Lock()
	defer s.staging.mu.Unlock()
	var own, rest []document
	for _, d := range all {
		switch {
		case s.signStr != "" && d.url == s.signStr:
			own = append(own, d)
		case !slices.Contains(s.staging.strings, d.url):
			rest = append(rest, d)
		}
	}
	if len(own) > 0 || s.staging.strict {
		return own
	}
	slices.Reverse(rest)
	return rest
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
	for _, frame := range rest {
		if err := w.session.SwitchFrame(ctx, &frame); err != nil {
			return err
		}
	}
	w.at, w.known = path, true
	return nil
}

// documents lists the document at a path and those in its frames, each before its own frames. A frame that is closed
// meanwhile is left out.
func (w *walker) documents(ctx context.Context, path []w3c.Element) ([]document, error) {
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
	all := []document{{path, here.URL}}
	for _, frame := range here.Frames {
		if len(all) >= maxDocuments {
			break
		}
		below, err := w.documents(ctx, append(slices.Clone(path), frame))
		if err != nil && !isNotYet(err) {
			return nil, err
		}
		all = append(all, below...)
	}
	return all[:min(len(all), maxDocuments)], nil
}
