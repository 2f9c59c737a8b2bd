package matchers

import "github.com/signspec/signspec/schemas/record"

// SuccessWithoutError succeeds when a success carries neither error nor errMessage. Rule success-without-error.
func SuccessWithoutError() *Matcher {
	return eachPayload("success-without-error", record.Success, "a success carries no error and no errMessage")
}
