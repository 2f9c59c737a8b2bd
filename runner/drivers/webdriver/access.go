package webdriver

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/signspec/signspec/runner/drivers/page"
	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
)

// access is how the driver reaches the page: the session, and the document in it that has my.
type access struct {
	options Options
	client  *w3c.Client

	cursor   *cursor   // of the session, while there is one
	contexts bool      // the server has contexts
	home     spot      // where my is
	document *document // what is there, while the probe is in it
	away     bool      // my is to be looked for again: the document went on, or was loaded again
}

var _ page.Driver = (*access)(nil)

// Location names a wallet that has no name: by where it is.
func (a *access) Location() string {
	switch {
	case a.options.URL != "":
		return a.options.URL
	case a.home.context != "":
		return "the page in " + a.home.context
	}
	return "the page at " + a.client.Server()
}

// Open brings the wallet up, if it is not: the session, the page, and the probe in it.
func (a *access) Open(ctx context.Context) (fresh bool, err error) {
	switch {
	case a.cursor == nil:
		err = a.begin(ctx)
	case a.away:
		err = a.findAgain(ctx)
	}
	if err != nil {
		return false, err
	}
	a.away = false
	if a.document != nil {
		return false, nil
	}
	a.document, err = enter(ctx, a.cursor, a.home, rand.Text())
	return err == nil, err
}

// begin starts a session and finds my in it.
func (a *access) begin(ctx context.Context) error {
	session, err := a.client.NewSession(ctx, a.options.Capabilities)
	if err != nil {
		return fmt.Errorf("starting a session: %w", err)
	}
	a.cursor = &cursor{session: session}
	if err := a.allow(ctx, a.options.Busy); err != nil {
		return err
	}
	if err := a.findContexts(ctx); err != nil {
		return err
	}
	if a.options.URL != "" {
		if err := a.load(ctx); err != nil {
			return err
		}
	}
	a.home, err = a.search(ctx, a.ready())
	return err
}

// allow says how long a page may take to load. The same limit is that of a script: chromedriver waits for the page
// before it runs one, and for a page that hangs it waits as long as for one that loads.
func (a *access) allow(ctx context.Context, load time.Duration) error {
	none := time.Duration(0)
	err := a.cursor.session.SetTimeouts(ctx, w3c.Timeouts{Script: &a.options.Busy, PageLoad: &load, Implicit: &none})
	if err != nil && !isUnsupported(err) { // an app's native context has no scripts and no pages
		return fmt.Errorf("setting the session's timeouts: %w", err)
	}
	return nil
}

// ready is how long my may take to be there.
func (a *access) ready() time.Duration {
	if a.options.URL != "" && !a.contexts {
		return pageTimeout
	}
	return readyTimeout
}

// findAgain finds my in a page that went on or was loaded again. Where there is a page to load and my is nowhere, that
// is loaded.
func (a *access) findAgain(ctx context.Context) (err error) {
	if a.options.URL == "" {
		a.home, err = a.search(ctx, readyTimeout)
		return err
	}
	if a.home, err = a.search(ctx, reloadTimeout); err == nil || ctx.Err() != nil {
		return err
	}
	if err = a.load(ctx); err == nil {
		a.home, err = a.search(ctx, a.ready())
	}
	return err
}

// Shut ends the session. What keeps it from ending is told by close, which tries again.
func (a *access) Shut(ctx context.Context) {
	if a.cursor != nil {
		_ = a.cursor.session.Delete(ctx)
	}
	a.cursor, a.document, a.contexts, a.away = nil, nil, false, false
}

// close ends every session that the driver has asked for.
func (a *access) close(ctx context.Context) error {
	a.cursor, a.document = nil, nil
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
	defer cancel()
	return a.client.Close(ctx)
}

// Evaluate runs a script in the document that has my.
func (a *access) Evaluate(ctx context.Context, script string, arguments ...any) (string, error) {
	return a.document.ask(ctx, script, arguments...)
}

// Begin makes the scenario ready, which the first Next begins.
func (a *access) Begin(ctx context.Context, run *page.Run) error {
	script, arguments := run.Script()
	a.document.pause, a.document.took = shortestPause, 0
	if !run.Asks() {
		a.document.pause = a.options.Quiet // the page asks for nothing, and is done no earlier
	}
	_, err := a.document.ask(ctx, script, arguments...)
	if errors.Is(err, page.ErrAway) || mayPass(err) {
		a.document, a.away = nil, true
		return fmt.Errorf("%w: %w", page.ErrAway, err)
	}
	return err
}

// Answer answers what the page asked, and keeps what it has to say meanwhile.
func (a *access) Answer(ctx context.Context, ask int, answer string) error {
	return a.left(ctx, a.document.exchange(ctx, ask, answer))
}
