package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// StateCarried succeeds when the state comes back as it was sent.
// Rule state-carried.
func StateCarried() *Matcher {
	return matcher("state-carried", func(r record.Record, in evidence) rule.Judgement {
		if why, failed := in.good(schemas.ConsultOperation); failed {
			return why
		}
		if in.Portal().State == nil {
			return rule.OutOfScope("the edition has no state")
		}
		if e, ok := answered(r, schemas.ConsultOperation); !ok || e.Text("status") != "S" {
			return rule.OutOfScope("a state with such characters was refused, which an edition may do")
		}
		expected := "the state comes back as it was sent (" + strings.TrimPrefix(r.Scenario, "state/") + ")"
		for _, e := range r.Of(record.Told) {
			if state := e.Text("state"); state == "changed" || state == "absent" && e.Text("as") != "cancel" {
				return rule.Breaks(expected, "with the code it came back %s", state)
			}
		}
		for _, e := range r.Of(record.Notified) {
			if e.Text("state") == "changed" {
				return rule.Breaks(expected, "in the notification %s it was changed", e.Text("kind"))
			}
		}
		return rule.Holds()
	})
}
