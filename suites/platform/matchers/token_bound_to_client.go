package matchers

import (
	"slices"

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
		if !slices.ContainsFunc(uses(r), use.others) {
			return notMade(r)
		}
		refused := eachUse(r, "another client can neither refresh nor cancel the token", ofAnotherClient, use.good)
		if refused.Status == rule.Broken {
			return refused
		}
		own := eachUse(r, "what another client is refused has no effect on the token", in.ofItsOwn, use.failed)
		if own.Status == rule.Broken {
			return own
		}
		return refused
	})
}

// ofAnotherClient says whether a call uses the token of another client. Cancelling what may have ended already does nothing.
func ofAnotherClient(u use) bool {
	switch u.Text("operation") {
	case refresh:
		return u.others()
	case schemas.CancelOperation:
		return u.others() && !u.before.ended && !u.before.doubtful()
	}
	return false
}

// ofItsOwn says whether a client uses its own token, which nothing can have ended but that another client was refused it.
func (in evidence) ofItsOwn(u use) bool {
	if u.others() || !u.before.tried || u.before.misused || u.before.ended {
		return false
	}
	switch u.Text("operation") {
	case refresh:
		return u.sent.Equal(u.before.latest) && in.refreshesAfter(u.before.refreshes)
	case schemas.CancelOperation:
		return in.cancelsAfter(u.before.refreshes)
	}
	return false
}

// refreshesAfter says whether a token that was refreshed so often can be refreshed once more, where all is good.
func (in evidence) refreshesAfter(refreshes int) bool {
	good, _ := in.Scenario(RefreshedTwice)
	all := answers(good, refresh)
	return len(all) > refreshes && all[refreshes].Text("status") == "S"
}

// cancelsAfter says whether a token that was refreshed so often can be cancelled, where all is good.
func (in evidence) cancelsAfter(refreshes int) bool {
	return refreshes == 0 && in.succeeds(Cancelled, schemas.CancelOperation) ||
		refreshes == 1 && in.succeeds(NewCancelled, schemas.CancelOperation)
}
