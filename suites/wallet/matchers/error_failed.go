package matchers

import "github.com/signspec/signspec/schemas/record"

// ErrorFailed succeeds when a call whose signing failed ended in fail with 7002. Rule error-failed.
func ErrorFailed() *Matcher { return failsWith("error-failed", record.Fail, "the signing failed") }
