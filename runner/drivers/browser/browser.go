package browser

import (
	"context"
	"time"

	"github.com/signspec/signspec/runner/drivers/page"
	"github.com/signspec/signspec/runner/drivers/patience"
	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/suites/wallet"
)

// Driver reaches a wallet in a browser. It satisfies wallet.Wallet; one scenario is performed at a time. Close ends it,
// and so does the end of a context that it was given while something was asked of it.
type Driver struct {
	*page.Session
	access *access
}

var _ wallet.Wallet = (*Driver)(nil)

// New returns a Driver; the browser starts when it is first needed. The error is a *config.Error: the options
// make no sense together.
func New(options Options) (*Driver, error) {
	return newDriver(options, patienceWithPages{action: ui.Patience, page: pageComes})
}

// patienceWithPages is how long one action may take, and how long an authorisation page may take to be opened.
type patienceWithPages struct{ action, page time.Duration }

func newDriver(options Options, p patienceWithPages) (*Driver, error) {
	if err := options.check(); err != nil {
		return nil, err
	}
	options = options.withDefaults()
	session := page.Config{
		Entry: options.Entry, Means: options.means(), Name: options.Name, Version: options.Version,
		Clock: string(options.Time), Settle: options.Settle, Quiet: options.Quiet, Limit: options.Limit,
		ActionLimit: p.action, Reload: options.URL != "",
	}
	if options.Time == Real {
		session.Patience = patience.New(options.Settle, options.Operator)
	} else if session.Limit == 0 {
		session.Limit = virtualLimit
	}
	a := &access{options: options, pageComes: p.page}
	return &Driver{Session: page.NewSession(a, session), access: a}, nil
}

// Bundle bundles the adapter module: its digest for the report, and its warnings. The error is a *config.Error
// where the module does not parse or an import is not found.
func (d *Driver) Bundle() (*engine.Bundle, error) {
	m, err := d.access.bundle()
	if err != nil {
		return nil, err
	}
	return m.bundle, nil
}

// Close ends the browser, or leaves the page of another browser as it is. It returns when everything is gone.
func (d *Driver) Close(ctx context.Context) error {
	return d.Session.Close(func() error {
		d.access.Shut(ctx)
		d.access.closeModule()
		return nil
	})
}
