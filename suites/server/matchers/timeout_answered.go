package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// TimeoutAnswered succeeds when the client is answered although the platform is not.
// Rule timeout-answered.
func TimeoutAnswered() *Matcher {
	return matcher("timeout-answered", func(r record.Record, in evidence) rule.Judgement {
		if r.Scenario == ConsultStalled {
			return startAnswered(r)
		}
		if len(of(r, record.Applied, 0)) == 0 {
			return rule.CannotJudge("the platform was not asked for a token")
		}
		for _, e := range tolds(r, 0, "result") {
			if failed := e.Text("error"); failed != "" {
				return rule.Breaks("the client is answered although the platform is silent", "result: %s within %d ms", failed, e.Int("tookMs"))
			}
		}
		if r.Scenario == UnansweredNotified {
			return in.completedLater(r)
		}
		return in.isRefused(r, 0, "an exchange that was not answered is not bound", "it was bound")
	})
}

// startAnswered judges whether the client is answered though the answer to the first call never ends.
func startAnswered(r record.Record) rule.Judgement {
	if len(r.Of(record.Consulted)) == 0 {
		return rule.CannotJudge("the platform was not called")
	}
	for _, e := range r.Of(record.Told) {
		if failed := e.Text("error"); failed != "" {
			return rule.Breaks("the client is answered although the answer of the platform stops in the middle", "start: %s within %d ms", failed,
				e.Int("tookMs"))
		}
	}
	return rule.Holds()
}

// completedLater judges whether an exchange that was not answered leaves the attempt open for a notification.
func (in evidence) completedLater(r record.Record) rule.Judgement {
	if completed, ok := in.Scenario(NotifyCode); !ok || len(exchanges(completed, 0)) == 0 {
		return rule.OutOfScope("a notification of a code is not applied in any case")
	}
	expected := "an exchange that was not answered leaves the attempt open: a notification of its code completes it"
	if !in.Has("status") {
		if slices.ContainsFunc(exchanges(r, 0), func(x exchange) bool { return x.answered.Text("result") == "S" }) {
			return rule.Holds()
		}
		return rule.Breaks(expected, "its code was not exchanged any more")
	}
	return in.isBound(r, 0, expected)
}
