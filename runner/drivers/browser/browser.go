package browser

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/signspec/signspec/runner/drivers"
	"github.com/signspec/signspec/runner/drivers/browser/devtools"
	"github.com/signspec/signspec/runner/drivers/patience"
	"github.com/signspec/signspec/runner/drivers/webpage"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/suites/wallet"
)

// Driver reaches a wallet in a browser. It satisfies wallet.Wallet; one scenario is performed at a time. Close ends it,
// and so does the end of a context that it was given while something was asked of it.
type Driver struct {
	options Options

	mu       sync.Mutex
	module   *module       // bundled once
	chromium *chromium     // the browser of its own, while it runs
	running  *running      // the browser that ran already, while it is in use
	main     *page         // the page that was loaded or attached to
	wallet   *page         // what holds my: main, or a worker or another page of the browser
	found    webpage.Found // what was found there
	used     bool          // a scenario was performed in the document
	littered bool          // it left a page open that nobody could press a button on
	instance int           // documents so far
	runs     int64         // scenarios so far
	crashes  drivers.Crashes
	patience *patience.Patience // how long calls are waited for; nil where waiting costs nothing
	over     error              // why nothing can be asked any more
}

var _ wallet.Wallet = (*Driver)(nil)

// New returns a Driver; the browser starts when it is first needed. The error is a *drivers.ConfigError: the options
// make no sense fleetreport.
func New(options Options) (*Driver, error) {
	if err := options.check(); err != nil {
		return nil, err
	}
	d := &Driver{options: options.withDefaults()}
	if d.options.Time == Real {
		d.patience = patience.New(d.options.Settle, d.options.Operator)
	}
	return d, nil
}

// Bundle bundles the adapter module: its digest for the report, and its warnings. The error is a *drivers.ConfigError
// where the module does not parse or an import is not found.
func (d *Driver) Bundle() (*engine.Bundle, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.bundle(); err != nil {
		return nil, err
	}
	return d.module.bundle, nil
}

func (d *Driver) bundle() error {
	if d.module != nil {
		return nil
	}
	if d.options.Module == nil {
		return errors.New("there is no adapter module to bundle: the wallet is a page")
	}
	m, err := newModule(*d.options.Module)
	d.module = m
	return err
}

// Describe opens the page and says what it is. The error is a *drivers.ConfigError where what the user chose is wrong,
// such as a page without my.
func (d *Driver) Describe(ctx context.Context) (wallet.Description, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.open(ctx); err != nil {
		d.shut()
		return wallet.Description{}, fmt.Errorf("describing the wallet: %w", err)
	}
	return d.found.Description(string(d.options.Time), d.options.Name, d.options.Version, d.standsAt()), nil
}

// standsAt names a wallet that has no name: by where it is.
func (d *Driver) standsAt() string {
	switch {
	case d.module != nil:
		return d.module.bundle.Name
	case d.options.URL != "":
		return d.options.URL
	}
	return "the page at " + d.options.DevTools
}

// open brings the wallet up, if it is not: the browser, the page, and what is in it.
func (d *Driver) open(ctx context.Context) error {
	if d.over != nil {
		return d.over
	}
	if d.littered && d.options.URL != "" {
		d.shut() // what was left open would lie in the way
	}
	d.littered = false
	if d.wallet == nil {
		if err := d.reach(ctx); err != nil {
			return err
		}
	} else if d.module == nil || !d.used {
		return nil
	}
	if d.module != nil { // a fresh document for each scenario, so that nothing leaks from one to the next
		if err := d.main.navigate(ctx, d.module.url); err != nil {
			return err
		}
		if err := d.main.enter(ctx); err != nil {
			return err
		}
		if err := d.module.load(ctx, d.main); err != nil {
			return err
		}
	}
	d.instance++
	d.used = false
	var err error
	d.found, err = d.wallet.describe(ctx, d.options.Entry)
	if err != nil {
		return fmt.Errorf("asking what stands at %s: %w", d.options.Entry, err)
	}
	return nil
}

// reach finds the page.
func (d *Driver) reach(ctx context.Context) error {
	in, err := d.place(ctx)
	if err != nil {
		return err
	}
	switch {
	case d.module != nil:
		d.wallet = d.main
		return d.wallet.jumpIf(ctx, d.options.Time == Virtual)
	case d.options.URL != "":
		if err := d.main.navigate(ctx, d.options.URL); err != nil {
			return err
		}
	}
	if d.main != nil && !d.options.Target.Given() {
		is, err := waitForWallet(ctx, d.main, d.options.Ready)
		if err != nil {
			return err
		}
		if !is {
			all, _ := in.targets(ctx) // what is missing is told all the same
			return missing(ctx, in, "the page that was loaded", devtools.Choice{URL: d.options.URL}.Of(all), all)
		}
		d.wallet = d.main
	} else if d.wallet, err = choose(ctx, in, d.options.Target, d.options.Ready); err != nil {
		return err
	}
	if d.main == nil {
		d.main = d.wallet
	}
	if err := d.wallet.enter(ctx); err != nil {
		return err
	}
	return d.wallet.jumpIf(ctx, d.options.Time == Virtual)
}

// where is the browser that the driver works in.
func (d *Driver) where() place {
	if d.running != nil {
		return d.running
	}
	return d.chromium
}

// place starts the browser, or finds the one that runs; main is the page to load in, where there is one.
func (d *Driver) place(ctx context.Context) (place, error) {
	if d.options.DevTools != "" {
		address, err := devtools.ParseAddress(d.options.DevTools)
		if err != nil {
			return nil, &drivers.ConfigError{Message: err.Error()}
		}
		d.running = &running{address: address, awake: map[string]*devtools.Session{}}
		if d.options.URL != "" {
			d.main, err = anyPage(ctx, d.running)
		}
		return d.running, err
	}
	if d.options.Module != nil {
		if err := d.bundle(); err != nil {
			return nil, err
		}
	}
	var err error
	if d.chromium, err = launch(ctx, d.options.Chromium); err != nil {
		return nil, err
	}
	c, err := d.chromium.first(ctx)
	if err != nil {
		return nil, err
	}
	d.main, err = watch(ctx, c)
	return d.chromium, err
}

// anyPage connects to the first page of a browser that runs.
func anyPage(ctx context.Context, in place) (*page, error) {
	all, err := in.targets(ctx)
	if err != nil {
		return nil, err
	}
	pages := devtools.Choice{}.Of(all)
	if len(pages) == 0 {
		return nil, &drivers.ConfigError{Message: "the browser has no page to load anything in: " + list(all)}
	}
	c, err := in.reach(ctx, pages[0])
	if err != nil {
		return nil, err
	}
	return watch(ctx, c)
}

// shut ends the connections, and the browser if it is the driver's own. Everything can be opened again.
func (d *Driver) shut() {
	if d.wallet != nil && d.wallet != d.main {
		d.wallet.leave()
	}
	if d.main != nil {
		d.main.leave()
		if d.running != nil && d.options.Time == Virtual {
			d.running.renew(d.main.target, d.options.URL)
		}
	}
	if d.chromium != nil {
		d.chromium.stop()
	}
	if d.running != nil {
		d.running.leave()
	}
	d.wallet, d.main, d.chromium, d.running = nil, nil, nil, nil
}

// Close ends the browser, or leaves the page of another browser as it is. It returns when everything is gone.
func (d *Driver) Close(context.Context) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.shut()
	if d.module != nil {
		d.module.close()
	}
	d.over = errors.New("the driver is closed")
	return nil
}
