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
		if !boundUntil(r, cancels) {
			return rule.CannotJudge("the attempt was not bound before")
		}
		if bound(r, 0) {
			return rule.Breaks("after TOKEN_CANCELED the user is not bound any more", "the status still says so")
		}
		return rule.Holds()
	})
}

// cancels says whether an event is a notification that cancels.
func cancels(e record.Event) bool {
	return e.Type == record.Notified && e.Text("kind") == wire.TokenCanceled
}
