package matchers

import "github.com/signspec/signspec/schemas/record"

// FailureShape succeeds when fail got an object with the documented fields. Rule failure-shape.
func FailureShape() *Matcher {
	return eachPayload("failure-shape", record.Failed, "fail gets an object with the documented fields")
}
