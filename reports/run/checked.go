package run

import "errors"

// ErrNotMasked is the error of a format that was given the zero Masked.
var ErrNotMasked = errors.New("there is no masked run to write: make it with run.Mask")

// Checked returns the masked run, or ErrNotMasked where there is none.
func (m Masked) Checked() (*Run, error) {
	if m.run == nil {
		return nil, ErrNotMasked
	}
	return m.run, nil
}
