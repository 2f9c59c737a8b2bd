package browser

import (
	"time"

	"github.com/signspec/signspec/runner/engine"
)

// NewImpatient is New, with a person who gives an action and a page that long.
func NewImpatient(options Options, action, page time.Duration) (*Driver, error) {
	return newDriver(options, patienceWithPages{action: action, page: page})
}

// Take gives the driver of a module another one, in the browser that it has.
func (d *Driver) Take(source engine.Source) error {
	d.access.closeModule()
	d.access.module, d.access.options.Module, d.access.used = nil, &source, true
	_, err := d.access.bundle()
	return err
}
