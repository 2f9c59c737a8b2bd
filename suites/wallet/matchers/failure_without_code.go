package matchers

import "github.com/signspec/signspec/schemas/record"

// FailureWithoutCode succeeds when a failure carries no authCode. Rule failure-without-code.
func FailureWithoutCode() *Matcher {
	return eachPayload("failure-without-code", record.Failed, "a failure carries no authCode")
}
