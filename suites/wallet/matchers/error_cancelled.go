package matchers

import "github.com/signspec/signspec/schemas/record"

// ErrorCancelled succeeds when a call that the user cancelled ended in fail with 6001. Rule error-cancelled.
func ErrorCancelled() *Matcher {
	return failsWith("error-cancelled", record.Cancel, "the user cancelled")
}
