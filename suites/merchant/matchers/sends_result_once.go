package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// SendsResultOnce succeeds when a result that the server accepts is sent once, however often the wallet tells it. Rule
// sends-result-once.
func SendsResultOnce() *Matcher {
	return matcher("sends-result-once", func(r record.Record, _ evidence) rule.Judgement {
		if _, ok := handedOut(r); !ok {
			return rule.CannotJudge("no success with a code was heard of; handles-outcomes judges that")
		}
		again, sent := sentAgain(r)
		if !sent {
			return rule.CannotJudge("the code was not sent; sends-result judges that")
		}
		if again != nil {
			return rule.Breaks(
				"the result is sent once, however often the wallet tells it",
				"it was sent again to %s",
				again.endpoint(),
			).At(
				again.place,
			)
		}
		return rule.Holds()
	})
}

// sentAgain returns the first request that sends the code where it had been sent before, more often than calls were answered
// with it; sent says whether it was sent at all.
func sentAgain(r record.Record) (again *request, sent bool) {
	known, successes := map[string]int{}, max(1, successes(r))
	for _, q := range requests(r, -1) {
		if !q.carriesCodeOf(r) {
			continue
		}
		if known[q.endpoint()]++; known[q.endpoint()] > successes {
			return &q, true
		}
	}
	return nil, len(known) > 0
}

// successes is how many calls of the whole visit were answered with the code: who starts twice may sign twice.
func successes(r record.Record) int {
	answered := map[int]bool{}
	if r.Stage == nil || r.Stage.AuthCode == nil {
		return 0
	}
	for _, e := range r.Events {
		code, ok := field(e, "payload").Field("authCode")
		if e.Type == record.Delivered && ok && code.Equal(*r.Stage.AuthCode) {
			answered[max(number(e, "call"), 1)] = true
		}
	}
	return len(answered)
}
