package drivers

import (
	"fmt"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// maxCrashes ends the run of a wallet in a page: it tells one that crashes always from one that crashes on one thing.
const maxCrashes = 3

// Crashes are the reasons of the crashes of a run so far.
type Crashes []string

// Untested says why nothing is performed any more, or "".
func (c Crashes) Untested() string {
	if len(c) < maxCrashes {
		return ""
	}
	return fmt.Sprintf("the wallet crashed %d times, so the run was ended (the last time: %s)", len(c), c[len(c)-1])
}

// Crashed makes the records of a scenario that crashed: what was asked for of the entry point (api, as records write
// it), no events, and why. instance is the number of the page, or of whatever else the wallet ran in.
func Crashed(s wallet.Scenario, api string, instance int, reason string) wallet.Performance {
	var performance wallet.Performance
	for _, call := range s.Calls {
		performance.Records = append(performance.Records, record.Record{
			ID: call.ID, Scenario: s.Name, API: api, Args: call.Args, Callbacks: call.Callbacks,
			Throws: call.Throws, Frozen: call.Frozen, Watched: call.Watch, Overlap: s.Overlap, Stage: call.Stage,
			Events: []record.Event{}, End: record.Crashed, Reason: reason, Instance: instance,
		})
	}
	return performance
}
