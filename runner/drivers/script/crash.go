package script

import (
	"errors"
	"fmt"
	"time"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/runner/sandbox"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// crashError says that the child died, or had to be killed.
type crashError struct{ reason string }

func (e *crashError) Error() string { return e.reason }

// reason says, in words that a wallet's vendor understands, why the child is gone.
func reason(died sandbox.Death, seen error, limit time.Duration, memory int64) string {
	var long *protocol.LineTooLongError
	if errors.As(seen, &long) {
		return fmt.Sprintf("what the wallet did makes a record of more than %d MiB", long.Limit>>20)
	}
	var deadline *protocol.DeadlineError
	return died.Reason("the wallet", errors.As(seen, &deadline), limit, memory)
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
