package rule

import "errors"

// UnreachableError is the failure to reach the target at all.
type UnreachableError struct{ Err error }

// Error says that the target could not be reached, and why.
func (e *UnreachableError) Error() string { return "the target could not be reached: " + e.Err.Error() }

// Unwrap returns why.
func (e *UnreachableError) Unwrap() error { return e.Err }

// Unreachable says whether an error means that the target could not be reached at all.
func Unreachable(err error) bool {
	var unreachable *UnreachableError
	return errors.As(err, &unreachable)
}
