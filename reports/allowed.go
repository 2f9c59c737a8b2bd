package reports

import (
	"fmt"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// step is one thing that is allowed to be seen of a call, in its place among the others.
type step struct {
	Type record.EventType
	Text string
}

// allowedOf returns what the contract allows to be seen of the call, in order: it returns, then the callback of the
// outcome that was staged comes, then complete, as far as these were passed.
func allowedOf(r record.Record) []step {
	steps := []step{{record.Returned, "nothing has been called yet"}}
	outcome, text := allowedOutcome(r)
	if outcome != "" && r.Passed(outcome) {
		steps = append(steps, step{outcome, text})
	}
	if r.Passed(record.Completed) {
		steps = append(steps, step{record.Completed, "the last thing that comes"})
	}
	return steps
}

// allowedOutcome is the callback that the call must end in, and what that callback gets; empty where nothing was
// staged, since either may come then.
func allowedOutcome(r record.Record) (record.EventType, string) {
	switch {
	case r.Stage == nil:
		return "", ""
	case !hasSomethingToSign(r.Args):
		return record.Failed, "the parameter is refused"
	case r.Stage.Outcome != record.Approve:
		code := schemas.Documented().Code(r.Stage.Outcome)
		return record.Failed, fmt.Sprintf("{error: %q, errMessage: …}", code)
	case r.Stage.AuthState == "":
		return record.Success, "{authCode}"
	}
	return record.Success, "{authState, authCode}"
}

// hasSomethingToSign says whether any field of the options is a string that is not blank. The name of the parameter is
// the profile's, and a record does not say which that was; no other parameter is a string.
func hasSomethingToSign(args record.Value) bool {
	return slices.ContainsFunc(args.Keys(), func(name string) bool {
		field, _ := args.Field(name)
		text, known := field.Str()
		return known && strings.TrimSpace(text) != "" || !known && field.Length() > 0 // masked, or very long
	})
}

// flowOf returns the flow of a mini program as it is documented, for the outcome that was staged.
func flowOf(r record.Record) []step {
	steps := []step{
		{record.Started, "a person starts the flow"},
		{record.Requested, "the server gives the sign string"},
		{record.Called, "the API is called with that string"},
	}
	if r.Stage == nil {
		return steps
	}
	code := schemas.Documented().Code(r.Stage.Outcome)
	answer := step{record.Delivered, fmt.Sprintf("fail: error %s", code)}
	switch r.Stage.Outcome {
	case record.Approve:
		return append(steps, step{record.Delivered, "success: authState, authCode"},
			step{record.Requested, "both are sent to the server, once"}, step{record.Shown, "what the server says"})
	case record.Unknown:
		return append(steps, answer, step{record.Requested, "the server is asked for the result"})
	case record.Cancel:
		return append(steps, answer, step{record.Shown, "no error: the person chose it"})
	}
	return append(steps, answer, step{record.Shown, "what happened, and a way to retry"})
}

// compare says which events have no place in the steps that are allowed, and which steps did not come. Events that the
// steps leave open, such as the opening of the authorisation page, are never out of place.
func compare(r record.Record, events []record.Event, steps []step) (odd, missing []bool) {
	odd, missing = make([]bool, len(events)), make([]bool, len(steps))
	same := longestCommon(events, steps)
	at, next := 0, 0
	for at < len(events) || next < len(steps) {
		switch {
		case at < len(events) && next < len(steps) && events[at].Type == steps[next].Type && same[at][next] == same[at+1][next+1]+1:
			at, next = at+1, next+1
		case next == len(steps) || at < len(events) && same[at+1][next] >= same[at][next+1]:
			odd[at] = !leftOpen(r, events[at])
			at++
		default:
			missing[next] = true
			next++
		}
	}
	return odd, missing
}

// longestCommon holds, at [i][j], how many of the events from i on and of the steps from j on can be told to be the
// same, in order.
func longestCommon(events []record.Event, steps []step) [][]int {
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

// leftOpen says whether the order of an event is not laid down.
func leftOpen(r record.Record, e record.Event) bool {
	outcome, _ := allowedOutcome(r)
	switch e.Type {
	case record.Opened:
		return true
	case record.Resolved:
		return outcome != record.Failed
	case record.Rejected:
		return outcome != record.Success
	case record.Success, record.Failed:
		return outcome == ""
	case record.Threw, record.Uncaught: // the error that a callback threw on purpose is the probe's own
		return len(e.Args) > 1 && e.Args[len(e.Args)-1].Equal(record.Text("callback"))
	}
	return false
}
