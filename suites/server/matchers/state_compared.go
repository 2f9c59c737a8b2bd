package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// StateCompared succeeds when a result whose state is not the attempt's is not bound.
// Rule state-compared.
func StateCompared() *Matcher {
	return matcher("state-compared", func(r record.Record, in evidence) rule.Judgement {
		if strings.HasPrefix(r.Scenario, AnothersState) && !in.Has("sessions") {
			return rule.OutOfScope("the server knows no users, so that any state which it has sent may be the user's")
		}
		if strings.HasPrefix(r.Scenario, AnothersState) && !bound(r, 1) && boundTo(r, 0, 0) {
			return in.isRefused(r, 0, "a result with the state of another attempt is not bound", "it was bound")
		}
		for _, e := range of(r, record.Sent, 0) {
			if e.Text("to") == "result" && e.Text("state") == "own" {
				return rule.OutOfScope("the state has no other case")
			}
		}
		return in.isRefused(
			r,
			0,
			"a result whose state is not that of the attempt is not bound",
			"it was bound, though the state was "+strings.TrimPrefix(r.Scenario, "state/"),
		)
	})
}
