package matchers

import "github.com/signspec/signspec/schemas/record"

// AuthStateLength succeeds when authState is no longer than documented, in Unicode code points. Rule
// auth-state-length.
func AuthStateLength() *Matcher {
	return eachField("auth-state-length", record.Success, "authState", "authState is no longer than documented")
}
