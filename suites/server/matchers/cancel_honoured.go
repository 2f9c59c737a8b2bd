package matchers

import (
	"slices"

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
		ended := overBy(r, cancels)
		for _, of := range ended {
			if of.stays(r) {
				return rule.Breaks("after TOKEN_CANCELED the user is not bound any more", "the status still says so")
			}
		}
		if said := broughtBack(r, cancels); said != "" {
			return rule.Breaks("TOKEN_CANCELED ends the agreement whose token it names", "%s", said)
		}
		if len(ended) == 0 && !slices.ContainsFunc(r.Events, unbinds) || r.Scenario == SecondCancelled && len(ended) < 2 {
			return rule.CannotJudge("the attempt was not bound before")
		}
		return rule.Holds()
	})
}

// cancels says whether an event is a notification that cancels.
func cancels(e record.Event) bool {
	return e.Type == record.Notified && e.Text("kind") == wire.TokenCanceled
}
