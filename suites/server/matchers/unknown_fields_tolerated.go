package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// UnknownFieldsTolerated succeeds when fields that are not documented are tolerated.
// Rule unknown-fields-tolerated.
func UnknownFieldsTolerated() *Matcher {
	return matcher("unknown-fields-tolerated", func(r record.Record, in evidence) rule.Judgement {
		if r.Scenario == "fields/consult" {
			if why, failed := in.neverBound(); failed {
				return why
			}
			if !started(r, 0) {
				return rule.Breaks("an answer with further fields is like one without", "the start gave no sign string")
			}
		}
		if r.Scenario == "notify/extra-fields" {
			if why, failed := in.noNotifications(); failed {
				return why
			}
			if completed, ok := in.Scenario(NotifyCode); !ok || len(exchanges(completed, 0)) == 0 {
				return rule.CannotJudge("a plain notification of a code is not applied either")
			}
			if len(exchanges(r, 0)) == 0 {
				return rule.Breaks("a notification with further fields is like one without", "its code was not exchanged")
			}
			return rule.Holds()
		}
		return in.isBound(r, 0, "an answer with further fields is like one without")
	})
}
