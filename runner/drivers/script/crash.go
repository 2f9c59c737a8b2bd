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

// crashError says that the child died, or had to be killed; late says that this was because its time was over.
type crashError struct {
	reason string
	late   bool
}

func (e *crashError) Error() string { return e.reason }

// crash says, in words that a wallet's vendor understands, why the child is gone.
func crash(died sandbox.Death, seen error, limit time.Duration, memory int64) *crashError {
	var long *protocol.LineTooLongError
	if errors.As(seen, &long) {
		return &crashError{reason: fmt.Sprintf("what the wallet did makes a record of more than %d MiB", long.Limit>>20)}
	}
	var deadline *protocol.DeadlineError
	late := errors.As(seen, &deadline)
	return &crashError{reason: died.Reason("the wallet", late, limit, memory), late: died.TooLong(late)}
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
