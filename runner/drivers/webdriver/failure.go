package webdriver

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/signspec/signspec/runner/drivers"
	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
	"github.com/signspec/signspec/suites/wallet"
)

// LostError says that the session, or the server, is gone. Nothing can be said of the wallet.
type LostError struct{ Err error }

func (e *LostError) Error() string {
	if errors.Is(e.Err, w3c.InvalidSessionID) {
		return "the session is gone: the server ended it, or the device was lost: " + e.Err.Error()
	}
	return "the WebDriver server cannot be reached: " + e.Err.Error()
}

func (e *LostError) Unwrap() error { return e.Err }

// crashError says that the page died, or does not come back.
type crashError struct{ reason string }

func (e *crashError) Error() string { return e.reason }

// reworded finds out what an error of the server means. Errors that mean nothing more are returned as they are.
func (d *Driver) reworded(err error) error {
	var refused *w3c.Error
	if !errors.As(err, &refused) {
		refused = &w3c.Error{}
	}
	asks := refused.Command == "POST session" || refused.Command == "POST url"
	switch {
	case err == nil:
		return nil
	case isCrash(refused):
		return &crashError{"the page crashed: its process ended, for want of memory or by a fault of the browser"}
	case refused.Code == w3c.SessionNotCreated || asks && refused.Code == w3c.InvalidArgument, errors.Is(err, w3c.ErrCredentials):
		return &drivers.ConfigError{Message: err.Error()} // the capabilities, the URL and the password are the user's
	case refused.Code == w3c.InvalidSessionID || isTransient(err):
		return &LostError{err}
	case refused.Code == w3c.ScriptTimeout || refused.Code == w3c.Timeout && !asks:
		return busy(d.options.Busy)
	case refused.Code == w3c.NoSuchWindow:
		return &crashError{"the window that holds my was closed"}
	}
	return err
}

func busy(after time.Duration) error {
	return &crashError{fmt.Sprintf("the page was busy for %s without an end", after.Round(time.Millisecond))}
}

// isCrash says whether a server says that the page's process ended. There is no code for it; these are the words of
// chromedriver, which Appium passes on.
func isCrash(refused *w3c.Error) bool {
	return slices.ContainsFunc([]string{"tab crashed", "page crash", "target crashed"}, func(words string) bool {
		return strings.Contains(refused.Message, words)
	})
}

// failed sorts out why a scenario could not be performed. A page that crashed, closed itself or never came back is not
// an error: the records say so, and the next scenario starts another session. A session that is lost is one.
func (d *Driver) failed(ctx context.Context, s wallet.Scenario, err error) (wallet.Performance, error) {
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	err = d.reworded(err)
	var crash *crashError
	var config *drivers.ConfigError
	switch {
	case errors.As(err, &crash) && ctx.Err() == nil:
		instance := d.instance
		d.crashes = append(d.crashes, crash.reason)
		d.shut(ctx)
		return drivers.Crashed(s, d.options.Entry.String(), instance, crash.reason), nil
	case !errors.As(err, &config):
		d.shut(ctx)
	}
	return wallet.Performance{}, fmt.Errorf("performing %s: %w", s.Name, err)
}
