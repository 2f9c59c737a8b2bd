package webdriver

import (
	"errors"
	"slices"
	"strings"

	"github.com/signspec/signspec/runner/drivers/page"
	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
	"github.com/signspec/signspec/schemas/config"
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

// Explain finds out what an error of the server means. Errors that mean nothing more are returned as they are.
func (a *access) Explain(err error) error {
	var late *page.BusyError
	if errors.As(err, &late) {
		return &page.CrashError{Reason: late.Error()}
	}
	var refused *w3c.Error
	if !errors.As(err, &refused) {
		refused = &w3c.Error{}
	}
	asks := refused.Command == "POST session" || refused.Command == "POST url"
	switch {
	case err == nil:
		return nil
	case isCrash(refused):
		return &page.CrashError{Reason: page.ErrCrashed.Error()}
	case refused.Code == w3c.SessionNotCreated || asks && refused.Code == w3c.InvalidArgument, errors.Is(err, w3c.ErrCredentials):
		return &config.Error{Message: err.Error()} // the capabilities, the URL and the password are the user's
	case refused.Code == w3c.InvalidSessionID || isTransient(err):
		return &LostError{err}
	case refused.Code == w3c.ScriptTimeout || refused.Code == w3c.Timeout && !asks:
		return &page.CrashError{Reason: (&page.BusyError{After: a.options.Busy}).Error()}
	case refused.Code == w3c.NoSuchWindow:
		return &page.CrashError{Reason: "the window that holds my was closed"}
	}
	return err
}

// isCrash says whether a server says that the page's process ended. There is no code for it; these are the words of
// chromedriver, which Appium passes on.
func isCrash(refused *w3c.Error) bool {
	return slices.ContainsFunc([]string{"tab crashed", "page crash", "target crashed"}, func(words string) bool {
		return strings.Contains(refused.Message, words)
	})
}
