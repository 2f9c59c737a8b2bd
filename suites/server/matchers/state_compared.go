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
		attempt := 0
		if r.Scenario == StateReturning {
			if attempt = 1; bound(r, 0) {
				return rule.OutOfScope("the first agreement did not end; unbind-cancels judges that")
			}
		}
		for _, e := range of(r, record.Sent, attempt) {
			if e.Text("to") == "result" && e.Text("state") == "own" {
				return rule.OutOfScope("the state has no other case")
			}
		}
		return in.isRefused(
			r,
			attempt,
			"a result whose state is not that of the attempt is not bound",
			"it was bound, though the state was "+strings.TrimSuffix(strings.TrimPrefix(r.Scenario, "state/"), ofWhoReturns),
		)
	})
}
