package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// endsRefresh is what is demanded of the refresh token.
const endsRefresh = "after a cancellation the refresh token does not work either"

// CancelEndsToken succeeds when after a cancellation neither token works.
// Rule cancel-ends-token.
func CancelEndsToken() *Matcher {
	return matcher("cancel-ends-token", func(r record.Record, in evidence) rule.Judgement {
		switch {
		case makesOrder(r) || IsWalk(r.Scenario):
			behind := func(u use) bool {
				return u.before.ended && u.Text("operation") == refresh && !u.others()
			}
			return eachUse(r, endsRefresh, behind, use.good)
		case strings.HasPrefix(r.Scenario, CancelAtOnce):
			return in.endsAtOnce(r)
		}
		if j, failed := refreshedBefore(r); failed {
			return j
		}
		all := answers(r, schemas.CancelOperation)
		if len(all) == 0 {
			return rule.CannotJudge("the call could not be made: " + stopped(r))
		}
		if all[0].Text("status") != "S" {
			return rule.Breaks("a good token can be cancelled", "it was answered %s", said(all[0]))
		}
		if refreshed, ok := last(r, refresh, all[0]); ok && refreshed.Text("status") == "S" {
			return rule.Breaks(endsRefresh, "it gave another token")
		}
		return rule.Holds()
	})
}

// refreshedBefore says why a token that was to be refreshed before it is cancelled was not.
func refreshedBefore(r record.Record) (rule.Judgement, bool) {
	times := map[string]int{NewCancelled: 1, NewestCancelled: 2}[r.Scenario]
	if times == 0 {
		return rule.Judgement{}, false
	}
	if why, none := noRefreshToken(r); none {
		return why, true
	}
	all := answers(r, refresh)
	for i := range times {
		if len(all) <= i || all[i].Text("status") != "S" {
			return rule.CannotJudge("the token could not be refreshed; refresh-works judges that"), true
		}
	}
	return rule.Judgement{}, false
}

// endsAtOnce judges a cancellation that met a refresh: whichever came first, once both were answered S neither the old refresh token
// works nor the one that came out. Where cancelling an earlier token is answered S and does nothing, the refresh may have come first.
func (in evidence) endsAtOnce(r record.Record) rule.Judgement {
	if why, none := noRefreshToken(r); none {
		return why
	}
	cancelled, ok := answered(r, schemas.CancelOperation)
	refreshed := answers(r, refresh)
	switch {
	case !ok || len(refreshed) < 2:
		return rule.CannotJudge("the calls could not be made: " + stopped(r))
	case cancelled.Text("status") != "S":
		return rule.OutOfScope("the refresh came first, and the cancellation was refused")
	case in.cancelsNothing():
		return rule.OutOfScope("cancelling an earlier token is answered S and does nothing, so the refresh may have come first")
	case refreshed[1].Text("status") == "S":
		return rule.Breaks(endsRefresh, "it was cancelled while it was refreshed, and what came out gave another token")
	}
	return rule.Holds()
}

// cancelsNothing says whether cancelling the token that there was before a refresh is answered S and leaves the new one as it is.
func (in evidence) cancelsNothing() bool {
	r, ok := in.Scenario(FirstCancelled)
	cancelled := answers(r, schemas.CancelOperation)
	refreshed := answers(r, refresh)
	return !ok || len(cancelled) > 0 && cancelled[0].Text("status") == "S" && len(refreshed) > 1 && refreshed[1].Text("status") == "S"
}

// last is the last answer to an operation that came behind another answer.
func last(r record.Record, operation string, behind record.Event) (record.Event, bool) {
	e, ok := answered(r, operation)
	return e, ok && e.At >= behind.At
}
