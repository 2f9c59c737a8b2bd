package socket

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/signspec/signspec/runner/drivers/protocol"
)

// Failure says how a device became of no use.
type Failure struct {
	// Err is what went wrong, one of the errors of package protocol or why the link ended.
	Err error
	// Device is what the device says of itself.
	Device string
	// Gone is for how long it has not been there; 0 where it is.
	Gone time.Duration
}

func (f *Failure) Error() string {
	var late *protocol.DeadlineError
	switch {
	case errors.As(f.Err, &late) && f.Gone > 0:
		return fmt.Sprintf("the device (%s) went away %s ago, before it had answered %s, and did not come back", f.Device,
			f.Gone.Round(time.Second), late.Method)
	case errors.As(f.Err, &late) && errors.Is(late.Err, context.Canceled):
		return fmt.Sprintf("waiting for the device's answer to %s was cancelled", late.Method)
	case errors.As(f.Err, &late):
		return fmt.Sprintf("the device (%s) is connected, but did not answer %s within %s", f.Device, late.Method, late.After.Round(time.Second))
	}
	return f.Err.Error()
}

func (f *Failure) Unwrap() error { return f.Err }

// failure says how the device failed.
func (d *Driver) failure(err error) *Failure {
	s := d.link.state()
	if why := d.link.ended(); why != nil {
		err = why // what the client saw of it is only that its stream ended
	}
	return &Failure{Err: err, Device: s.About, Gone: s.gone}
}
