package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// LateSuccessCounts succeeds when a success that comes after the program gave up waiting, or after the person has left the
// page, reaches the server, or the server is asked, be it when the program gives up or when the page is opened again. Rule
// late-success-counts.
func LateSuccessCounts() *Matcher {
	return matcher("late-success-counts", func(r record.Record, in evidence) rule.Judgement {
		approved, ok := in.approved()
		if !ok || !late(r) {
			return rule.CannotJudge("the success is not late")
		}
		made := calls(r)
		if len(made) == 0 {
			return uncalled()
		}
		success, ok := handedOut(r)
		inTime, heard := handedOut(approved)
		if !ok || !heard {
			return rule.CannotJudge("no success with a code was heard of; handles-outcomes judges that")
		}
		if !in.counts(approved, inTime.index-1, inTime) {
			return rule.CannotJudge("a success that is not late does not reach the server either; sends-result judges that")
		}
		if in.counts(r, made[0].index, success) {
			return rule.Holds()
		}
		waited, came := "the program gave up waiting", "20 minutes after the call"
		switch r.Scenario {
		case LeftAndBack:
			waited, came = "the person has left the page", "a second after the page was left"
		case OpenedAnew:
			waited = "the person has left the page and opened it again"
		case OverdueMeanwhile:
			waited = "the flow has been started again"
		}
		return absent(r, "a success that comes after "+waited+" still reaches the server, or the server is asked",
			"a success came %s; requests after the call: %s", came, endpoints(requests(r, made[0].index))).At(success.place)
	})
}

// late says whether the answer to the first call came when every program had given up waiting, or the person had left.
func late(r record.Record) bool {
	if slices.Contains([]string{Overdue, OverdueMeanwhile, OpenedAnew, LeftAndBack}, r.Scenario) {
		return true
	}
	made, after := calls(r), answers(r)
	return len(made) > 0 && len(after) > 0 && r.Events[after[0].index].At-r.Events[made[0].index].At >= givenUpMs
}

// givenUpMs is after how many milliseconds no program waits any longer.
const givenUpMs = 15 * 60 * 1000

// counts says whether a success reaches the server, or the server is asked after an event.
func (in evidence) counts(r record.Record, after int, success answer) bool {
	return slices.ContainsFunc(requests(r, after), func(q request) bool {
		return in.asks(q) && in.ofMerchant(q) || q.index >= success.index && (in.isResult(q) || q.carries(codeOf(r)))
	})
}
