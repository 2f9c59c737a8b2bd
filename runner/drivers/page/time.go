package page

import (
	"time"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/wallet"
)

// slack is what a scenario may take beyond what its calls may.
const slack = 10 * time.Second

// Limit is how long a scenario may take in real time whose calls may take settle and quiet each.
func Limit(s wallet.Scenario, settle, quiet time.Duration) time.Duration {
	limit := slack
	for _, call := range s.Calls {
		limit += settle + quiet
		if call.Stage != nil {
			limit += max(stage.Timeout, settle) // the observer grants the same
		}
	}
	return limit
}

// Params are what the probe gets to perform a scenario.
func Params(s wallet.Scenario, entry schemas.Entry, settle, quiet time.Duration) protocol.RunParams {
	return protocol.RunParams{Scenario: s, Entry: entry, SettleMs: milliseconds(settle), QuietMs: milliseconds(quiet)}
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
