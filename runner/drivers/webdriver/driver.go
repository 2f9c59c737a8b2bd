package webdriver

import (
	"context"
	"time"

	"github.com/signspec/signspec/runner/drivers/page"
	"github.com/signspec/signspec/runner/drivers/patience"
	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/suites/wallet"
)

// Driver reaches a wallet through a WebDriver server. It satisfies wallet.Wallet; one scenario is performed at a time.
// Close must be called: it ends the session. A session that is lost is a *LostError.
type Driver struct {
	*page.Session
	access *access
}

var _ wallet.Wallet = (*Driver)(nil)

// New returns a Driver; the session starts when it is first needed. The error is a *config.Error: the options
// make no sense.
func New(options Options) (*Driver, error) {
	if err := options.check(); err != nil {
		return nil, err
	}
	options = options.withDefaults()
	client, err := w3c.New(options.Server, w3c.Options{Header: options.Header, TLS: options.TLS})
	if err != nil {
		return nil, &config.Error{Message: err.Error()}
	}
	a := &access{options: options, client: client}
	return &Driver{access: a, Session: page.NewSession(a, page.Config{
		Entry: options.Entry, Means: options.means(), Name: options.Name, Version: options.Version,
		Clock: "real", Settle: options.Settle, Quiet: options.Quiet, Patience: patience.New(options.Settle, options.Operator),
		FirstRun:  time.Now().UnixMilli(), // an app that outlives its session keeps a page that has performed scenarios before
		OneScreen: options.ActionsOn.Native(),
	})}, nil
}

// Close ends the session, and those that were asked for and are not there yet; also where the context has ended, for a
// while. The error says which session may be left behind.
func (d *Driver) Close(ctx context.Context) error {
	return d.Session.Close(func() error { return d.access.close(ctx) })
}
