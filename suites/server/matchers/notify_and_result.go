package matchers

import (
	"net/http"
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// NotifyAndResult succeeds when notification and result may come in any order.
// Rule notify-and-result.
func NotifyAndResult() *Matcher {
	return matcher("notify-and-result", func(r record.Record, in evidence) rule.Judgement {
		if why, failed := in.noNotifications(); failed {
			return why
		}
		if why, failed := in.neverBound(); failed {
			return why
		}
		if why, failed := in.neverRepeats(r, 0); failed {
			return why
		}
		if !started(r, 0) {
			return rule.CannotJudge("the start gave no sign string")
		}
		expected := "result and notification of one code, in whatever order, end in one agreement"
		if n := mostAtOnce(r, 0); n > fewExchanges {
			return rule.Breaks("result and notifications of one code meet in one exchange, or in two that overlap",
				"it was exchanged %d times at once", n)
		}
		if r.Scenario == NotifyEight {
			return rule.Holds() // notify-once judges the rest of it
		}
		if n := afterSuccess(r, 0); n > 0 {
			return rule.Breaks(expected, "the code was exchanged again after its exchange had succeeded")
		}
		if in.pendingForEver(r) {
			return rule.CannotJudge("the server says that it is pending, and the target file has no status that tells the end")
		}
		if len(exchanges(r, 0)) > 0 && !endsBound(r, 0) {
			return rule.Holds() // how it is to end is not documented
		}
		if !in.bound(r, 0) {
			return rule.Breaks(expected, "%s", outcome(r, 0))
		}
		if in.undescribed() {
			return rule.CannotJudge("not even a good attempt's result is answered as result.bound of the target file says, though it is bound")
		}
		results := tolds(r, 0, "result")
		for _, e := range results {
			if e.Text("as") == "other" && len(results) == 1 { // of several, all but the first may be refused
				if !in.Has("pending") && e.Value("status").String() == "200" {
					return rule.CannotJudge("the target file does not say by which answer the server says that a result is pending: pending shows it")
				}
				if !in.tellsFailure(e) {
					return rule.CannotJudge("the answer to the result is neither that by which the server says that it is bound nor one that says of " +
						"others that they failed")
				}
				return rule.Breaks(expected, "the client was told that it failed: %s %s", e.Value("status"), e.Value("body"))
			}
		}
		return rule.Holds()
	})
}

// tellsFailure says whether an answer to a result says that it failed: as the server says of one that the platform refuses, or by a
// status of its own failing.
func (in evidence) tellsFailure(e record.Event) bool {
	if e.Int("status") >= http.StatusInternalServerError {
		return true
	}
	refused, _ := in.Scenario(Refused)
	return slices.ContainsFunc(tolds(refused, 0, "result"), func(other record.Event) bool {
		return other.Int("status") == e.Int("status") && (e.Int("status") >= http.StatusBadRequest || other.Value("body").Equal(e.Value("body")))
	})
}

// undescribed says whether the answer to the result of a good attempt, which is bound, is not one that the target file describes.
func (in evidence) undescribed() bool {
	good, _ := in.Scenario(Good)
	results := tolds(good, 0, "result")
	return len(results) > 0 && results[0].Text("as") == "other" && bound(good, 0)
}

// fewExchanges is how many exchanges of one code may go on at once: a result and a notification that meet.
const fewExchanges = 2

// mostAtOnce is how many exchanges of an attempt went on at the same time, of those that began before one had succeeded:
// notify-once judges the others. One that the server waited for no longer has ended for it, nobody knows when.
func mostAtOnce(r record.Record, attempt int) int {
	var all []exchange
	done := -1
	for _, x := range exchanges(r, attempt) {
		givenUp := x.ended >= 0 && x.answered.Text("error") != ""
		if (done < 0 || x.at < done) && !givenUp {
			all = append(all, x)
		}
		if x.ended >= 0 && x.answered.Text("result") == "S" && (done < 0 || x.ended < done) {
			done = x.ended
		}
	}
	most := 0
	for _, x := range all {
		going := 0
		for _, other := range all {
			if other.at <= x.at && (other.ended < 0 || other.ended > x.at) {
				going++
			}
		}
		most = max(most, going)
	}
	return most
}
