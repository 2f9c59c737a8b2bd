package browser

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/signspec/signspec/runner/drivers/browser/devtools"
	"github.com/signspec/signspec/runner/drivers/page"
	"github.com/signspec/signspec/schemas/config"
)

// access is how the driver reaches the page: the browser, and the tabs of it that are in use.
type access struct {
	options   Options
	pageComes time.Duration // how long an authorisation page may take to be opened

	mu     sync.Mutex
	module *module // bundled once

	chromium *chromium // the browser of its own, while it runs
	running  *running  // the browser that ran already, while it is in use
	main     *tab      // the page that was loaded or attached to
	wallet   *tab      // what holds my: main, or a worker or another page of the browser
	used     bool      // a scenario was begun in the document
}

var _ page.Driver = (*access)(nil)

func (a *access) bundle() (*module, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.module != nil {
		return a.module, nil
	}
	if a.options.Module == nil {
		return nil, errors.New("there is no adapter module to bundle: the wallet is a page")
	}
	m, err := newModule(*a.options.Module)
	a.module = m
	return m, err
}

func (a *access) closeModule() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.module != nil {
		a.module.close()
	}
}

// Location names a wallet that has no name: by where it is.
func (a *access) Location() string {
	switch {
	case a.module != nil:
		return a.module.bundle.Name
	case a.options.URL != "":
		return a.options.URL
	}
	return "the page at " + a.options.DevTools
}

// Open brings the wallet up, if it is not: the browser, the page, and what is in it. An adapter module gets a fresh
// document for each scenario, so that nothing leaks from one to the next.
func (a *access) Open(ctx context.Context) (fresh bool, err error) {
	found := a.wallet != nil
	if !found {
		if err := a.find(ctx); err != nil {
			return false, err
		}
	}
	fresh = !found || a.options.Module != nil && a.used
	if fresh && a.options.Module != nil {
		if err := a.openModule(ctx); err != nil {
			return false, err
		}
	}
	if fresh {
		a.used = false
	}
	return fresh, a.setClock(ctx, still)
}

// openModule runs the module in a fresh document, which loads while the clock runs and is entered while it stands still.
func (a *access) openModule(ctx context.Context) error {
	if err := a.setClock(ctx, jumping); err != nil {
		return err
	}
	if err := a.main.navigate(ctx, a.module.url); err != nil {
		return err
	}
	if err := a.setClock(ctx, still); err != nil {
		return err
	}
	if err := a.main.enter(ctx); err != nil {
		return err
	}
	return a.module.load(ctx, a.main)
}

// setClock has the clock of the page jump or stand still, where it is virtual.
func (a *access) setClock(ctx context.Context, clock emulation.VirtualTimePolicy) error {
	if a.options.Time != Virtual {
		return nil
	}
	return a.wallet.setClock(ctx, clock)
}

// find finds the page.
func (a *access) find(ctx context.Context) error {
	in, err := a.start(ctx)
	if err != nil {
		return err
	}
	switch {
	case a.options.Module != nil:
		a.wallet = a.main
		return nil
	case a.options.URL != "":
		if err := a.main.navigate(ctx, a.options.URL); err != nil {
			return err
		}
	}
	if a.main != nil && !a.options.Target.Given() {
		is, err := waitForWallet(ctx, a.main, a.options.Ready)
		if err != nil {
			return err
		}
		if !is {
			if status := a.main.answered(ctx); status >= http.StatusBadRequest {
				return fmt.Errorf("loading %s: it was answered %d, and my is not there", a.options.URL, status)
			}
			all, _ := in.targets(ctx) // what is missing is told all the same
			return missing(ctx, in, "the page that was loaded", devtools.Choice{URL: a.options.URL}.Of(all), all)
		}
		a.wallet = a.main
	} else if a.wallet, err = choose(ctx, in, a.options.Target, a.options.Ready); err != nil {
		return err
	}
	if a.main == nil {
		a.main = a.wallet
	}
	return a.wallet.enter(ctx)
}

// place is the browser that the driver works in.
func (a *access) place() place {
	if a.running != nil {
		return a.running
	}
	return a.chromium
}

// start starts the browser, or finds the one that runs; main is the page to load in, where there is one.
func (a *access) start(ctx context.Context) (place, error) {
	if a.options.DevTools != "" {
		address, err := devtools.ParseAddress(a.options.DevTools)
		if err != nil {
			return nil, &config.Error{Message: err.Error()}
		}
		a.running = &running{address: address, awake: map[string]*devtools.Session{}}
		if a.options.URL != "" {
			a.main, err = anyPage(ctx, a.running)
		}
		return a.running, err
	}
	if a.options.Module != nil {
		if _, err := a.bundle(); err != nil {
			return nil, err
		}
	}
	var err error
	if a.chromium, err = launch(ctx, a.options.Chromium); err != nil {
		return nil, err
	}
	c, err := a.chromium.first(ctx)
	if err != nil {
		return nil, err
	}
	a.main, err = watch(ctx, c)
	return a.chromium, err
}

// anyPage connects to the first page of a browser that runs.
func anyPage(ctx context.Context, in place) (*tab, error) {
	all, err := in.targets(ctx)
	if err != nil {
		return nil, err
	}
	pages := devtools.Choice{}.Of(all)
	if len(pages) == 0 {
		return nil, &config.Error{Message: "the browser has no page to load anything in: " + list(all)}
	}
	c, err := in.reach(ctx, pages[0])
	if err != nil {
		return nil, err
	}
	return watch(ctx, c)
}

// Shut ends the connections, and the browser if it is the driver's own.
func (a *access) Shut(context.Context) {
	if a.wallet != nil && a.wallet != a.main {
		a.wallet.leave()
	}
	if a.main != nil {
		a.main.leave()
		if a.running != nil && a.options.Time == Virtual {
			a.running.renew(a.main.target, a.options.URL)
		}
	}
	if a.chromium != nil {
		a.chromium.stop()
	}
	if a.running != nil {
		a.running.leave()
	}
	a.wallet, a.main, a.chromium, a.running = nil, nil, nil, nil
}
