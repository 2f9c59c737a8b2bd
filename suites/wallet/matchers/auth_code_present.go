package matchers

import "github.com/signspec/signspec/schemas/record"

// AuthCodePresent succeeds when authCode is neither empty nor blank. Rule auth-code-present.
func AuthCodePresent() *Matcher {
	return eachField("auth-code-present", record.Success, "authCode",
		"authCode is not empty or blank, so that it can be traded for an access token")
}
