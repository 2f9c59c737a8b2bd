package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wire"
)

// CancelHonoured succeeds when after TOKEN_CANCELED the user is not bound any more.
// Rule cancel-honoured.
func CancelHonoured() *Matcher {
	return matcher("cancel-honoured", func(r record.Record, in evidence) rule.Judgement {
		if why, failed := in.noNotifications(); failed {
			return why
		}
		if !in.Has("status") {
			return rule.CannotJudge("the target file has no status")
		}
		attempt, ends := 0, cancels
		if r.Scenario == SecondCancelled {
			attempt, ends = 1, func(e record.Event) bool { return cancels(e) && e.Int("attempt") == 1 }
		}
		if !boundUntil(r, attempt, ends) {
			return rule.CannotJudge("the attempt was not bound before")
		}
		if bound(r, attempt) {
			return rule.Breaks("after TOKEN_CANCELED the user is not bound any more", "the status still says so")
		}
		return rule.Holds()
	})
}

// cancels says whether an event is a notification that cancels.
func cancels(e record.Event) bool {
	return e.Type == record.Notified && e.Text("kind") == wire.TokenCanceled
}
