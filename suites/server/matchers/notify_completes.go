package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// NotifyCompletes succeeds when the code of a notification completes an attempt.
// Rule notify-completes.
func NotifyCompletes() *Matcher {
	return matcher("notify-completes", func(r record.Record, in evidence) rule.Judgement {
		if why, failed := in.noNotifications(); failed {
			return why
		}
		if why, failed := in.neverBound(); failed {
			return why
		}
		if !started(r, 0) {
			return rule.CannotJudge("the start gave no sign string")
		}
		if len(exchanges(r, 0)) == 0 {
			return rule.Breaks("the code of a notification is exchanged where no result comes", "it was not")
		}
		if in.Has("status") && !bound(r, 0) {
			return rule.Breaks("the attempt is bound by the notification alone", "%s", outcome(r, 0))
		}
		return rule.Holds()
	})
}
