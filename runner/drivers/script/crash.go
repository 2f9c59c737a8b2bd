package script

import (
	"errors"
	"fmt"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/runner/sandbox"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// reasonOf says why a child is gone. One whose record was too long is well, and was ended for that.
func reasonOf(crash *sandbox.Crash) string {
	var long *protocol.LineTooLongError
	if errors.As(crash.Seen, &long) {
		return fmt.Sprintf("what the wallet did makes a record of more than %d MiB", long.Limit>>20)
	}
	return crash.Reason
}

// crashed makes the records of a scenario that crashed: what was asked for, no events, and why.
func crashed(s wallet.Scenario, entry schemas.Entry, reason string) wallet.Performance {
	var performance wallet.Performance
	for _, call := range s.Calls {
		performance.Records = append(performance.Records, record.Record{
			ID: call.ID, Scenario: s.Name, API: entry.String(), Args: call.Args, Callbacks: call.Callbacks,
			Throws: call.Throws, Frozen: call.Frozen, Watched: call.Watch, Overlap: s.Overlap, Stage: call.Stage,
			Events: []record.Event{}, End: record.Crashed, Reason: reason,
		})
	}
	return performance
}
