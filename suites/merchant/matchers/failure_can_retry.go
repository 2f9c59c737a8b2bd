package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// FailureCanRetry succeeds when another start after a failure calls the API again. After an unknown result it may ask
// the server instead. Rule failure-can-retry.
func FailureCanRetry() *Matcher {
	return matcher("failure-can-retry", func(r record.Record, in evidence) rule.Judgement {
		again, ok := start(r, 2)
		if !ok || r.Stage == nil || !strings.HasPrefix(r.Scenario, AgainPrefix) || r.Scenario == SilenceThenStart {
			return rule.CannotJudge("the flow is not started again after a failure")
		}
		if len(callsOf(r, -1, again)) == 0 {
			return uncalled()
		}
		if len(callsOf(r, again, len(r.Events))) > 0 {
			return rule.Holds()
		}
		if r.Stage.Outcome == record.Unknown && slices.ContainsFunc(requests(r, again), in.asks) {
			return rule.Holds()
		}
		return absent(r, "after a failure, starting again calls the API again", "after %s, starting again did this: %s",
			strings.TrimPrefix(r.Scenario, AgainPrefix), story(since(r, again))).At(lastPlace(until(r, again), record.Delivered, record.Called))
	})
}

// until returns the record up to an event, and since from it on.
func until(r record.Record, index int) record.Record {
	r.Events = r.Events[:index]
	return r
}

func since(r record.Record, index int) record.Record {
	r.Events = r.Events[index:]
	return r
}
