package webdriver

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/drivers"
	"github.com/signspec/signspec/runner/drivers/patience"
	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
	"github.com/signspec/signspec/runner/drivers/webpage"
	"github.com/signspec/signspec/suites/wallet"
)

// Driver reaches a wallet through a WebDriver server. It satisfies wallet.Wallet; one scenario is performed at a time.
// Close must be called: it ends the session.
type Driver struct {
	options Options
	client  *w3c.Client

	mu       sync.Mutex
	cursor   *cursor       // of the session, while there is one
	contexts bool          // the server has contexts
	home     spot          // where my is
	page     *page         // the document there, while the probe is in it
	found    webpage.Found // what was found there
	instance int           // documents so far
	runs     int64         // the number of the latest scenario
	crashes  drivers.Crashes
	patience *patience.Patience // how long calls are waited for
	over     error              // why nothing can be asked any more
}

var _ wallet.Wallet = (*Driver)(nil)

// New returns a Driver; the session starts when it is first needed. The error is a *drivers.ConfigError: the options
// make no sense.
func New(options Options) (*Driver, error) {
	if err := options.check(); err != nil {
		return nil, err
	}
	options = options.withDefaults()
	client, err := w3c.New(options.Server, w3c.Options{Header: options.Header, TLS: options.TLS})
	if err != nil {
		return nil, &drivers.ConfigError{Message: err.Error()}
	}
	// Not from 1: an app that outlives its session keeps a page that has performed scenarios before.
	return &Driver{options: options, client: client, runs: time.Now().UnixMilli(), patience: patience.New(options.Settle, options.Operator)}, nil
}

// Describe starts the session and says what stands in the page. The error is a *drivers.ConfigError where what the user
// chose is wrong: a page without my, capabilities that no device has.
func (d *Driver) Describe(ctx context.Context) (wallet.Description, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.open(ctx); err != nil {
		d.shut(ctx)
		return wallet.Description{}, fmt.Errorf("describing the wallet: %w", d.reworded(err))
	}
	return d.found.Description("real", d.options.Name, d.options.Version, d.standsAt()), nil
}

// standsAt names a wallet that has no name: by where it is.
func (d *Driver) standsAt() string {
	switch {
	case d.options.URL != "":
		return d.options.URL
	case d.home.context != "":
		return "the page in " + d.home.context
	}
	return "the page at " + d.client.Server()
}

// open brings the wallet up, if it is not: the session, the page, and the probe in it.
func (d *Driver) open(ctx context.Context) error {
	if d.over != nil {
		return d.over
	}
	if d.cursor == nil {
		if err := d.begin(ctx); err != nil {
			return err
		}
	}
	if d.page != nil {
		return nil
	}
	var err error
	if d.page, err = enter(ctx, d.cursor, d.home, rand.Text()); err != nil {
		return err
	}
	d.instance++
	d.found, err = d.page.describe(ctx, d.options.Entry)
	return err
}

// begin starts a session and finds my in it.
func (d *Driver) begin(ctx context.Context) error {
	session, err := d.client.NewSession(ctx, d.options.Capabilities)
	if err != nil {
		return fmt.Errorf("starting a session: %w", err)
	}
	d.cursor = &cursor{session: session}
	if err := d.allow(ctx, d.options.Busy); err != nil {
		return err
	}
	if err := d.findContexts(ctx); err != nil {
		return err
	}
	if d.options.URL != "" {
		if err := d.load(ctx); err != nil {
			return err
		}
	}
	d.home, err = d.search(ctx, d.ready())
	return err
}

// allow says how long a page may take to load. The same limit is that of a script: chromedriver waits for the page
// before it runs one, and for a page that hangs it waits as long as for one that loads.
func (d *Driver) allow(ctx context.Context, load time.Duration) error {
	none := time.Duration(0)
	err := d.cursor.session.SetTimeouts(ctx, w3c.Timeouts{Script: &d.options.Busy, PageLoad: &load, Implicit: &none})
	if err != nil && !isUnsupported(err) { // an app's native context has no scripts and no pages
		return fmt.Errorf("setting the session's timeouts: %w", err)
	}
	return nil
}

// ready is how long my may take to be there.
func (d *Driver) ready() time.Duration {
	if d.options.URL != "" && !d.contexts {
		return pageTimeout
	}
	return readyTimeout
}

// again finds my in a page that went on or was loaded again. Where there is a page to load and my is nowhere, that is
// loaded.
func (d *Driver) again(ctx context.Context) (err error) {
	d.page = nil
	if d.options.URL == "" {
		d.home, err = d.search(ctx, readyTimeout)
	} else if d.home, err = d.search(ctx, reloadTimeout); err != nil && ctx.Err() == nil {
		if err = d.load(ctx); err == nil {
			d.home, err = d.search(ctx, d.ready())
		}
	}
	if err != nil {
		return err
	}
	return d.open(ctx)
}

// shut ends the session. Everything can be opened again. What keeps the session from ending is told by Close, which
// tries again.
func (d *Driver) shut(ctx context.Context) {
	if d.cursor != nil {
		_ = d.cursor.session.Delete(ctx)
	}
	d.cursor, d.page, d.contexts = nil, nil, false
}

// Close ends the session, and those that were asked for and are not there yet; also where the context has ended, for a
// while. The error says which session may be left behind.
func (d *Driver) Close(ctx context.Context) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.cursor, d.page = nil, nil
	d.over = errors.New("the driver is closed")
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
	defer cancel()
	return d.client.Close(ctx)
}
