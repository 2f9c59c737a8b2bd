package webdriver

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/signspec/signspec/runner/drivers/page"
	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
	"github.com/signspec/signspec/schemas/config"
)

const (
	// lookEvery is how often to look whether something is there.
	lookEvery = 50 * time.Millisecond
	// maxLooked bounds in how many windows something is looked for, each of which may take a while to answer.
	maxLooked = 20
)

// window is a window of a context, and what it shows.
type window struct {
	spot
	url, title string
}

func (w window) String() string {
	text := w.url
	if w.context != "" {
		text = w.context + " " + text
	}
	if w.title != "" && w.title != w.url {
		text += fmt.Sprintf(" (%q)", w.title)
	}
	return text
}

// findContexts finds out whether the server has contexts.
func (a *access) findContexts(ctx context.Context) error {
	platform := strings.ToLower(capability(a.cursor.session, "platformName"))
	asked := a.options.Target.Context + a.options.ActionsOn.Context
	if asked == "" && platform != "android" && platform != "ios" {
		return nil
	}
	_, err := a.cursor.session.Contexts(ctx)
	a.contexts = err == nil
	switch {
	case err == nil:
		return nil
	case !isUnsupported(err):
		return fmt.Errorf("asking for the contexts: %w", err)
	case asked != "":
		return &config.Error{Message: fmt.Sprintf("context %s was chosen, but the server knows no contexts; only Appium has "+
			"them (%v)", asked, err)}
	}
	return nil
}

// isUnsupported says whether a server does not know a command, or not for this kind of session.
func isUnsupported(err error) bool {
	return slices.ContainsFunc([]error{w3c.UnknownCommand, w3c.UnknownMethod, w3c.UnsupportedOperation},
		func(code error) bool { return errors.Is(err, code) })
}

// contextsOf lists the contexts that a place may mean; without contexts there is one without a name.
func (a *access) contextsOf(ctx context.Context, p Place) (chosen, all []string, err error) {
	if !a.contexts {
		return []string{""}, nil, nil
	}
	all, err = a.cursor.session.Contexts(ctx)
	return p.contexts(all), all, err
}

// windowsOf lists the windows of a context that a place may mean.
func (a *access) windowsOf(ctx context.Context, in string, p Place) (chosen, all []window, err error) {
	var handles []string
	err = a.cursor.in(ctx, spot{context: in}, func() error {
		var err error
		handles, err = a.cursor.session.Windows(ctx)
		if isUnsupported(err) { // a WebView has one, and not every server calls it a window
			handles = []string{""}
			return nil
		}
		return err
	})
	for _, handle := range handles[:min(len(handles), maxLooked)] {
		w := window{spot: spot{context: in, window: handle}}
		err := a.cursor.in(ctx, w.spot, func() (err error) {
			if w.url, err = a.cursor.session.URL(ctx); err == nil {
				w.title, err = a.cursor.session.Title(ctx)
			}
			return err
		})
		if errors.Is(err, w3c.NoSuchWindow) {
			continue // closed meanwhile
		}
		if err != nil {
			return nil, nil, err
		}
		all = append(all, w)
		if p.Window == "" || matches(p.Window, w.url, w.title) {
			w.frames = p.Frame
			chosen = append(chosen, w)
		}
	}
	return chosen, all, err
}

// load goes to the page in the first context that can show one.
func (a *access) load(ctx context.Context) error {
	deadline := time.Now().Add(readyTimeout)
	for {
		contexts, all, err := a.contextsOf(ctx, a.options.Target)
		if err != nil {
			return err
		}
		if len(contexts) > 0 {
			return a.loadIn(ctx, contexts[0])
		}
		if time.Now().After(deadline) {
			return &config.Error{Message: fmt.Sprintf("there is no context to load a page in (%s); there are %s", a.options.Target,
				list(all))}
		}
		if err := page.Sleep(ctx, lookEvery); err != nil {
			return err
		}
	}
}

func (a *access) loadIn(ctx context.Context, in string) error {
	err := a.cursor.in(ctx, spot{context: in}, func() error {
		if err := a.allow(ctx, loadTimeout); err != nil {
			return err
		}
		if err := a.cursor.session.Navigate(ctx, a.options.URL); err != nil {
			return err
		}
		return a.allow(ctx, a.options.Busy)
	})
	if err != nil {
		return fmt.Errorf("loading %s: %w", a.options.URL, err)
	}
	return nil
}

// search finds the document that has my, and waits for it.
func (a *access) search(ctx context.Context, patience time.Duration) (spot, error) {
	deadline := time.Now().Add(patience)
	for {
		at, looked, err := a.look(ctx)
		if at != nil || err != nil {
			if err != nil {
				return spot{}, fmt.Errorf("looking for my: %w", err)
			}
			return *at, nil
		}
		if time.Now().After(deadline) {
			return spot{}, &config.Error{Message: fmt.Sprintf("my is not there (%s): %s", a.options.Target, looked)}
		}
		if err := page.Sleep(ctx, lookEvery); err != nil {
			return spot{}, err
		}
	}
}

// look looks for my once. Where it is nowhere, looked says what was seen.
func (a *access) look(ctx context.Context) (at *spot, looked string, err error) {
	contexts, allContexts, err := a.contextsOf(ctx, a.options.Target)
	if err != nil {
		return nil, "", err
	}
	if len(contexts) == 0 {
		return nil, "the contexts are " + list(allContexts), nil
	}
	var without, others []window
	for _, in := range contexts {
		chosen, all, err := a.windowsOf(ctx, in, a.options.Target)
		if err != nil && !mayPass(err) {
			return nil, "", err
		}
		for _, w := range chosen {
			var is bool
			err := a.cursor.in(ctx, w.spot, func() error { return a.cursor.session.Execute(ctx, hasWallet, &is) })
			if is && err == nil {
				return &w.spot, "", nil
			}
			if err != nil && !mayPass(err) {
				return nil, "", err
			}
			without = append(without, w)
		}
		if len(chosen) == 0 {
			others = append(others, all...)
		}
	}
	if len(without) == 0 {
		return nil, "no window is meant by that; the windows show " + list(others), nil
	}
	return nil, `typeof my is "undefined" in ` + list(without), nil
}

// mayPass says whether an error may be of a page that is only about to be there.
func mayPass(err error) bool { return isGone(err) || errors.Is(err, w3c.JavaScriptError) }

// isGone says whether an error means that the place is not there, or not any more.
func isGone(err error) bool {
	return slices.ContainsFunc([]error{w3c.NoSuchContext, w3c.NoSuchWindow, w3c.NoSuchFrame},
		func(code error) bool { return errors.Is(err, code) })
}

func list[T any](things []T) string {
	if len(things) == 0 {
		return "none"
	}
	var names []string
	for _, thing := range things {
		names = append(names, fmt.Sprint(thing))
	}
	return strings.Join(names, ", ")
}
