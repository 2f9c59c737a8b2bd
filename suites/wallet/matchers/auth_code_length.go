package matchers

import "github.com/signspec/signspec/schemas/record"

// AuthCodeLength succeeds when authCode is no longer than documented, in Unicode code points. Rule auth-code-length.
func AuthCodeLength() *Matcher {
	return eachField("auth-code-length", record.Success, "authCode", "authCode is no longer than documented")
}
