package matchers

import (
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// SendsResultOnce succeeds when a result that the server accepts is sent once, however often the wallet tells it. Rule
// sends-result-once.
func SendsResultOnce() *Matcher {
	return matcher("sends-result-once", func(r record.Record, in evidence) rule.Judgement {
		if _, ok := handedOut(r); !ok {
			return rule.CannotJudge("no success with a code was heard of; handles-outcomes judges that")
		}
		again, sent := sentAgain(r)
		if !sent && in.showsRole(schemas.ResultRole) && in.enciphers(r) {
			any := answeredWith(r, func(record.Value) bool { return true })
			again, sent = sentMoreThan(any, in.results(r)), true
		}
		if !sent && in.enciphers(r) {
			return rule.CannotJudge("what is sent of a success cannot be read, and no route is known to take the result: role: result at it tells")
		}
		if !sent {
			return rule.CannotJudge("the code was not sent; sends-result judges that")
		}
		if again != nil {
			return rule.Breaks(
				"the result is sent once, however often the wallet tells it",
				"it was sent again to %s",
				again.endpoint(),
			).At(again.place)
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

// sentMoreThan returns the first of some requests that is one too many; nil where none is.
func sentMoreThan(most int, sent []request) *request {
	if len(sent) <= max(1, most) {
		return nil
	}
	return &sent[max(1, most)]
}

// successes is how many calls of the whole visit were answered with the code: who starts twice may sign twice.
func successes(r record.Record) int {
	if r.Stage == nil || r.Stage.AuthCode == nil {
		return 0
	}
	return answeredWith(r, r.Stage.AuthCode.Equal)
}

// answeredWith is how many calls were answered with such a code.
func answeredWith(r record.Record, such func(code record.Value) bool) int {
	answered := map[int]bool{}
	for _, e := range r.Of(record.Delivered) {
		if code, ok := field(e, "payload").Field("authCode"); ok && such(code) {
			answered[max(number(e, "call"), 1)] = true
		}
	}
	return len(answered)
}
