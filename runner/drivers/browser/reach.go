package browser

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"

	"github.com/signspec/signspec/runner/drivers/browser/devtools"
	"github.com/signspec/signspec/runner/drivers/page"
	"github.com/signspec/signspec/schemas/config"
)

// place is a browser in which targets can be found and reached.
type place interface {
	targets(ctx context.Context) ([]devtools.Target, error)
	reach(ctx context.Context, t devtools.Target) (connection, error)
}

// running is a browser that runs already.
type running struct {
	address devtools.Address

	mu    sync.Mutex
	awake map[string]*devtools.Session // pages whose workers were woken, by id
}

func (r *running) targets(ctx context.Context) ([]devtools.Target, error) {
	if r.address.Socket != "" {
		return []devtools.Target{{Type: "page", URL: r.address.Socket, Socket: r.address.Socket}}, nil
	}
	ctx, cancel := context.WithTimeout(ctx, attachTimeout)
	defer cancel()
	all, err := r.address.List(ctx)
	asleep := func(t devtools.Target) bool { return t.Type == "worker" && t.URL == "" }
	if err != nil || !slices.ContainsFunc(all, asleep) || !r.wake(ctx, all) {
		return all, err
	}
	return r.address.List(ctx)
}

// wake wakes the workers of every page and says whether there was a page that had not been woken.
func (r *running) wake(ctx context.Context, all []devtools.Target) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	woke := false
	pages := devtools.Choice{}.Of(all)
	for _, t := range pages[:min(len(pages), maxTried)] {
		if r.awake[t.ID] != nil || t.Socket == "" {
			continue
		}
		session, err := devtools.Dial(ctx, t.Socket)
		if err != nil {
			continue // gone, or in use; its workers stay asleep
		}
		if session.Wake(ctx) != nil {
			session.Close()
			continue
		}
		r.awake[t.ID] = session
		woke = true
	}
	return woke
}

// leave lets the workers sleep again.
func (r *running) leave() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for id, session := range r.awake {
		session.Close()
		delete(r.awake, id)
	}
}

func (r *running) reach(ctx context.Context, t devtools.Target) (connection, error) {
	if t.Socket == "" {
		return connection{}, fmt.Errorf("%s is in use by another DevTools client; close that first", t)
	}
	ctx, cancel := context.WithTimeout(ctx, attachTimeout)
	defer cancel()
	session, err := devtools.Dial(ctx, t.Socket)
	if err != nil {
		return connection{}, err
	}
	return connection{Session: session, target: t, gone: session.Gone(), close: session.Close}, nil
}

// renew loads a URL in a page whose time was virtual, with the real clock and without waiting for it. Virtual time
// belongs to the process that shows the page, and moves along with the session that asked for it: so it takes another
// session, and a page of another site in between, for which the browser takes another process. Where there is only one
// process for all pages, as in a WebView, its time stays virtual until it ends.
func (r *running) renew(t devtools.Target, url string) {
	ctx, cancel := context.WithTimeout(context.Background(), attachTimeout)
	defer cancel()
	c, err := r.reach(ctx, t)
	if err != nil {
		return // the page is gone, and its time with it
	}
	defer c.close()
	if err := evaluate(ctx, c, neverAgain, nil); err != nil {
		return
	}
	for _, to := range []string{"data:text/html,", url} {
		if _, err := cdp.Call(ctx, c, cdppage.Navigate, cdppage.NavigateParams{URL: to}); err != nil {
			return
		}
	}
}

// neverAgain keeps the browser from keeping a page that is left, in case somebody goes back to it: the process would
// stay, and its clock run wild.
const neverAgain = `addEventListener("unload", function () {})`

const (
	// pollEvery is how often a page is asked whether something is there.
	pollEvery = 20 * time.Millisecond
	// maxTried bounds in how many targets my is looked for, each of which may take a while to answer.
	maxTried = 20
)

// hasWallet says whether my is there.
func hasWallet(ctx context.Context, p *tab) (bool, error) {
	var is bool
	err := evaluate(ctx, p, page.HasWallet, &is)
	return is, err
}

// waitForWallet waits until my is there and says whether it came.
func waitForWallet(ctx context.Context, p *tab, patience time.Duration) (bool, error) {
	deadline := time.Now().Add(patience)
	for {
		is, err := hasWallet(ctx, p)
		if is || err != nil || time.Now().After(deadline) {
			return is, err
		}
		select {
		case <-time.After(pollEvery):
		case <-p.broken:
			return false, p.why()
		case <-ctx.Done():
			return false, ctx.Err()
		}
	}
}

// choose connects to the first of the chosen targets that has my. Where none has, the error says which were looked at
// and where my is instead.
func choose(ctx context.Context, in place, choice devtools.Choice, patience time.Duration) (*tab, error) {
	deadline := time.Now().Add(patience)
	for {
		all, err := in.targets(ctx)
		if err != nil {
			return nil, err
		}
		chosen := choice.Of(all)
		p, err := firstWithWallet(ctx, in, chosen)
		if p != nil || err != nil && len(chosen) > 0 {
			return p, err
		}
		if time.Now().After(deadline) {
			return nil, missing(ctx, in, choice.String(), chosen, all)
		}
		if err := page.Sleep(ctx, pollEvery); err != nil {
			return nil, err
		}
	}
}

// firstWithWallet connects to the first target that has my; nil where none has. The error is that of the last target
// that could not be reached, where no other has my.
func firstWithWallet(ctx context.Context, in place, targets []devtools.Target) (*tab, error) {
	var last error
	for _, t := range targets[:min(len(targets), maxTried)] {
		p, err := look(ctx, in, t)
		if p != nil || ctx.Err() != nil {
			return p, err
		}
		if err != nil {
			last = err
		}
	}
	return nil, last
}

// look connects to a target and keeps the connection if my is there.
func look(ctx context.Context, in place, t devtools.Target) (*tab, error) {
	ctx, cancel := context.WithTimeout(ctx, attachTimeout)
	defer cancel()
	c, err := in.reach(ctx, t)
	if err != nil {
		return nil, err
	}
	p, err := watch(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", t, err)
	}
	is, err := hasWallet(ctx, p)
	if is && err == nil {
		return p, nil
	}
	p.leave()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", t, err)
	}
	return nil, nil
}

// missing is the error where my is not in what was looked at: it says where it is.
func missing(ctx context.Context, in place, looked string, chosen, all []devtools.Target) error {
	var text strings.Builder
	if len(chosen) == 0 {
		fmt.Fprintf(&text, "there is no target of that kind (%s)", looked)
	} else {
		fmt.Fprintf(&text, "my is not there (%s): typeof my is \"undefined\" in %s", looked, list(chosen))
	}
	was := map[string]bool{}
	for _, t := range chosen {
		was[t.ID] = true
	}
	var elsewhere, others []devtools.Target
	for _, t := range all {
		if was[t.ID] || t.Type == "browser_ui" || len(elsewhere)+len(others) >= maxTried {
			continue
		}
		if p, _ := look(ctx, in, t); p != nil {
			p.leave()
			elsewhere = append(elsewhere, t)
		} else {
			others = append(others, t)
		}
	}
	switch {
	case len(elsewhere) > 0:
		fmt.Fprintf(&text, "; it is in %s: choose that by its type or URL", list(elsewhere))
	case len(others) > 0:
		fmt.Fprintf(&text, "; nor is it anywhere else: %s", list(others))
	}
	return &config.Error{Message: text.String()}
}

func list(targets []devtools.Target) string {
	var names []string
	for _, t := range targets {
		names = append(names, t.String())
	}
	return strings.Join(names, ", ")
}
