package matchers

import "github.com/signspec/signspec/schemas/record"

// ErrorUnknown succeeds when a call with an unknown result ended in fail with 7001. Rule error-unknown.
func ErrorUnknown() *Matcher {
	return failsWith("error-unknown", record.Unknown, "the result is unknown")
}
