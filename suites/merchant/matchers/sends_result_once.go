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

// sentAgain returns the first request that sends the code where it had been sent before; sent says whether it was sent
// at all.
func sentAgain(r record.Record) (again *request, sent bool) {
	known := map[string]bool{}
	for _, q := range requests(r, -1) {
		if !q.carriesCodeOf(r) {
			continue
		}
		if known[q.endpoint()] {
			return &q, true
		}
		known[q.endpoint()] = true
	}
	return nil, len(known) > 0
}
