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
		good, ok := in.Scenario(Good)
		if !ok || !started(good, 0) {
			return rule.CannotJudge("a good start gave no sign string")
		}
		expected := "where the first call fails, the client is told so"
		for attempt := range 2 {
			for _, e := range tolds(r, attempt, "start") {
				if r.Scenario == ConsultStalled && e.Text("error") != "" {
					return rule.OutOfScope("the client was not answered at all; timeout-answered judges that")
				}
				if j := in.failedStart(e, tolds(good, 0, "start")[0], expected); j.Status != rule.Held {
					return j
				}
			}
		}
		return rule.Holds()
	})
}

// failedStart judges what one client was told where the first call fails. A server that asks ahead may have a good URL left
// for it, which nobody has got before.
func (in evidence) failedStart(e, good record.Event, expected string) rule.Judgement {
	if failed := e.Text("error"); failed != "" {
		if silent, ok := in.Scenario(Unanswered); ok && unanswered(silent) {
			return rule.CannotJudge("the server waits for the platform for ever; timeout-answered judges that")
		}
		return rule.Breaks(expected, "start: %s", failed)
	}
	switch {
	case e.Text("url") == "stranger":
		return rule.Breaks(expected, "it got a sign string that the platform never gave out")
	case e.Text("url") != "absent" && e.Arg().True("again") && !in.Portal().URLs.Reuse:
		return rule.Breaks(expected, "it got the sign string of an earlier start")
	case e.Text("url") != "absent":
		return rule.Holds()
	}
	if e.Int("status") == good.Int("status") && within(e.Value("shape"), good.Value("shape")) {
		return rule.Breaks(expected, "the answer is that of a success without a sign string: %s %s", e.Value("status"), e.Value("body"))
	}
	return rule.Holds()
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
	return slices.ContainsFunc(tolds(r, 0, "result"), func(e record.Event) bool { return e.Text("error") != "" })
}
