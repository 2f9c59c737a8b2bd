package picture

import (
	"slices"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

// mostSteps is how many allowed steps are drawn; the suites allow fewer, and a report of somebody else's may have any number.
const mostSteps = 20

// stepsOf returns the steps that the finding has as allowed, as far as they are drawn.
func stepsOf(f run.Finding) []run.Step { return f.Allowed[:min(mostSteps, len(f.Allowed))] }

// compare says which events have no place in the steps that are allowed, and which steps did not come. Events that the
// steps leave open, such as the opening of the authorisation page, are never out of place.
func compare(r record.Record, events []record.Event, steps []run.Step) (odd, missing []bool) {
	odd, missing = make([]bool, len(events)), make([]bool, len(steps))
	same := longestCommon(events, steps)
	at, next := 0, 0
	for at < len(events) || next < len(steps) {
		switch {
		case at < len(events) && next < len(steps) && events[at].Type == steps[next].Type && same[at][next] == same[at+1][next+1]+1:
			at, next = at+1, next+1
		case next == len(steps) || at < len(events) && same[at+1][next] >= same[at][next+1]:
			odd[at] = !leftOpen(r, events[at], steps)
			at++
		default:
			missing[next] = true
			next++
		}
	}
	return odd, missing
}

// longestCommon holds, at [i][j], how many of the events from i on and of the steps from j on can be matched, in
// order.
func longestCommon(events []record.Event, steps []run.Step) [][]int {
	same := make([][]int, len(events)+1)
	same[len(events)] = make([]int, len(steps)+1)
	for i := len(events) - 1; i >= 0; i-- {
		same[i] = make([]int, len(steps)+1)
		for j := len(steps) - 1; j >= 0; j-- {
			same[i][j] = max(same[i+1][j], same[i][j+1])
			if events[i].Type == steps[j].Type {
				same[i][j] = max(same[i][j], same[i+1][j+1]+1)
			}
		}
	}
	return same
}

// leftOpen says whether the order of an event is not laid down by the steps.
func leftOpen(r record.Record, e record.Event, steps []run.Step) bool {
	switch e.Type {
	case record.Opened:
		return true
	case record.Resolved:
		return !contains(steps, record.Failed)
	case record.Rejected:
		return !contains(steps, record.Success)
	case record.Success, record.Failed: // either may come where nothing was staged
		return r.Stage == nil
	case record.Threw, record.Uncaught: // the error that a callback threw on purpose is the probe's own
		return len(e.Args) > 1 && e.Args[len(e.Args)-1].Equal(record.Text("callback"))
	}
	return false
}

func contains(steps []run.Step, t record.EventType) bool {
	return slices.ContainsFunc(steps, func(s run.Step) bool { return s.Type == t })
}
