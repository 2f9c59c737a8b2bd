package matchers

import (
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// TokenBoundToClient succeeds when a token is of use to its own client alone.
// Rule token-bound-to-client.
func TokenBoundToClient() *Matcher {
	return matcher("token-bound-to-client", func(r record.Record, in evidence) rule.Judgement {
		if why, failed := in.secondClient(); failed {
			return why
		}
		if makesOrder(r) {
			return eachUse(r, "another client can neither refresh nor cancel the token", ofAnotherClient, use.good)
		}
		if r.Scenario == "client/cancel" {
			refused := in.refusesWhere(r, schemas.CancelOperation, "another client cannot cancel the token",
				schemas.ConsultOperation, schemas.ApplyOperation)
			if refused.Status != rule.Held {
				return refused
			}
			return in.untouched(r)
		}
		if why, none := noRefreshToken(r); none {
			return why
		}
		return in.refusesWhere(r, refresh, "another client cannot refresh the token", schemas.ApplyOperation)
	})
}

// untouched judges whether the token is still good for its own client, where refreshing is possible at all.
func (in evidence) untouched(r record.Record) rule.Judgement {
	_, failed := in.good(refresh)
	if e, ok := answered(r, refresh); ok && !failed && e.Text("status") == "F" {
		return rule.Breaks("what another client is refused has no effect", "its own client can refresh the token no more: %s", said(e))
	}
	return rule.Holds()
}

// ofAnotherClient says whether a call uses the token of another client. Cancelling what may have ended already does nothing.
func ofAnotherClient(u use) bool {
	switch u.Text("operation") {
	case refresh:
		return u.others()
	case schemas.CancelOperation:
		return u.others() && !u.before.ended && !u.before.doubtful
	}
	return false
}
