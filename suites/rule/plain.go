package rule

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
)

// plainestFirst sorts findings so that the first is the plainest example: made in a scenario with few calls, of a call that
// was made as most are. Equals keep their order, which is that of the plan. calls counts those of each scenario.
func plainestFirst(findings []Finding, calls map[string]int) {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return oddness(a.Record, calls[a.Record.Scenario]) - oddness(b.Record, calls[b.Record.Scenario])
	})
}

// What makes a record a worse example: the more there is beside the break, the more there is to read past.
const (
	furtherCall  = 100 // a finding is read from the call that it is of, and must be found among the others
	noStage      = 20  // a sign string that no server prepared
	oddCall      = 10  // callbacks that throw, frozen options, another way to call
	lessCallback = 1   // what was not passed cannot be seen
)

// oddness is 0 for a single call that was made as most are. Records that are no calls differ by nothing but their order.
func oddness(r record.Record, calls int) int {
	if r.API == record.ProgramAPI || r.API == record.AttemptAPI {
		return 0
	}
	odd := furtherCall*max(calls-1, 0) + lessCallback*max(allCallbacks-len(r.Callbacks), 0)
	if !r.Prepared() {
		odd += noStage
	}
	if len(r.Throws) > 0 || r.Frozen || r.Caller != nil || r.Overlap {
		odd += oddCall
	}
	return odd
}

// allCallbacks is how many there are: success, fail and complete.
const allCallbacks = 3
