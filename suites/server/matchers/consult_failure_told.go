package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// ConsultFailureTold succeeds when a failure of the first call is told to the client.
// Rule consult-failure-told.
func ConsultFailureTold() *Matcher {
	return matcher("consult-failure-told", func(r record.Record, in evidence) rule.Judgement {
		good, ok := in.scenario(Good)
		if !ok || !started(good, 0) {
			return rule.CannotJudge("a good start gave no sign string")
		}
		expected := "where the first call fails, the client is told so"
		for _, e := range tolds(r, 0, "start") {
			if failed := text(e, "error"); failed != "" {
				if silent, ok := in.scenario(Unanswered); ok && unanswered(silent) {
					return rule.CannotJudge("the server waits for the platform for ever; timeout-answered judges that")
				}
				return rule.Breaks(expected, "start: %s", failed)
			}
			if text(e, "url") != "absent" {
				return rule.Breaks(expected, "it got a sign string all the same")
			}
			ok := tolds(good, 0, "start")[0]
			if number(e, "status") == number(ok, "status") && within(field(e, "shape"), field(ok, "shape")) {
				return rule.Breaks(expected, "the answer is that of a success without a sign string: %s %s", field(e, "status"), field(e, "body"))
			}
		}
		return rule.Holds()
	})
}

// within says whether every leaf of an answer stands in another too: nothing in it tells it from that.
func within(leaves, others record.Value) bool {
	for _, leaf := range leaves.Items() {
		if !slices.ContainsFunc(others.Items(), leaf.Equal) {
			return false
		}
	}
	return true
}

// unanswered says whether a client got no answer to its result.
func unanswered(r record.Record) bool {
	return slices.ContainsFunc(tolds(r, 0, "result"), func(e record.Event) bool { return text(e, "error") != "" })
}
