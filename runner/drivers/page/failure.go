package page

import (
	"errors"
	"fmt"
	"time"
)

// LeftError says that the page that holds my was left while a call was pending.
type LeftError struct {
	To string // the URL of what is there now; empty where that is not known
}

func (e *LeftError) Error() string {
	to := ""
	if e.To != "" {
		to = " for " + e.To
	}
	return fmt.Sprintf("the page that holds my was left%s, and its calls were lost with it", to)
}

// CrashError says that the page died, or does not come back: the next scenario needs another one.
type CrashError struct{ Reason string }

func (e *CrashError) Error() string { return e.Reason }

// BusyError says that a page was busy for that long and did not come back.
type BusyError struct{ After time.Duration }

func (e *BusyError) Error() string {
	return fmt.Sprintf("the page was busy for %s of real time without an end", e.After.Round(time.Millisecond))
}

// ErrCrashed says that the page's process died.
var ErrCrashed = errors.New("the page crashed: its process ended, for want of memory or by a fault of the browser")

// ErrAway says that the document with the probe is not there any more: the page went on, or was loaded again.
var ErrAway = errors.New("the document that holds my is gone")

// NotYetError says that something cannot be done on a page so far, but perhaps when the page has come further.
type NotYetError struct{ Err error }

func (e *NotYetError) Error() string { return e.Err.Error() }

func (e *NotYetError) Unwrap() error { return e.Err }
