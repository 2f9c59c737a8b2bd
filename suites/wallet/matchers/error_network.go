package matchers

import "github.com/signspec/signspec/schemas/record"

// ErrorNetwork succeeds when a call that met a network error ended in fail with 6002. Rule error-network.
func ErrorNetwork() *Matcher { return failsWith("error-network", record.Network, "the network failed") }
