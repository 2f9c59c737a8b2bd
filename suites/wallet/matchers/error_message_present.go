package matchers

import "github.com/signspec/signspec/schemas/record"

// ErrorMessagePresent succeeds when errMessage is not empty. Rule error-message-present.
func ErrorMessagePresent() *Matcher {
	return eachField("error-message-present", record.Failed, "errMessage", "errMessage says something")
}
