package browser

import "time"

// NewImpatient is New, with a person who gives an action and a page that long.
func NewImpatient(options Options, action, page time.Duration) (*Driver, error) {
	return newDriver(options, patienceWithPages{action: action, page: page})
}
