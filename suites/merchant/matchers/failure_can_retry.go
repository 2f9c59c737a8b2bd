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
		again, ok := lastStart(r)
		if !ok || r.Stage == nil || !strings.HasPrefix(r.Scenario, AgainPrefix) || r.Scenario == SilenceThenStart {
			return rule.CannotJudge("the flow is not started again after a failure")
		}
		failed := callsOf(r, -1, again)
		if len(failed) == 0 {
			return uncalled()
		}
		if strings.HasSuffix(r.Scenario, TwiceSuffix) && len(failed) < 2 {
			return rule.CannotJudge("the start before did not call the API again; " + strings.TrimSuffix(r.Scenario, TwiceSuffix) + " shows that")
		}
		if len(callsOf(r, again, len(r.Events))) > 0 {
			return rule.Holds()
		}
		// A failure without a code may be an unknown result that has lost it.
		if r.Stage.Outcome == record.Unknown || r.Scenario == EmptyFailureThenStart {
			if in.unconfirmed(r) < again {
				return rule.Holds() // who has an agreement needs no other
			}
			asked := requests(r, again)
			if slices.ContainsFunc(asked, in.asks) {
				return rule.Holds()
			}
			if slices.ContainsFunc(asked, in.goesWhereResultsGo) {
				return rule.CannotJudge("the program asks the server before it signs again, and nobody knows for what: results go to the same place")
			}
		}
		did := again
		if text(r.Events[again], "blocked") == "" {
			did++ // that it was started goes without saying
		}
		return absent(r, "after a failure, starting again calls the API again", "after %s, starting again did not call it, and did this: %s",
			strings.TrimPrefix(r.Scenario, AgainPrefix), story(since(r, did))).At(lastPlace(until(r, again), record.Delivered, record.Called))
	})
}

// goesWhereResultsGo says whether a request is made to the method and path that take results, as where one takes everything.
func (in evidence) goesWhereResultsGo(q request) bool {
	approved, ok := in.approved()
	return ok && slices.ContainsFunc(in.results(approved), func(result request) bool { return result.endpoint() == q.endpoint() })
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
