package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// RefreshRotation succeeds when a refresh token that was used starts no second chain.
// Rule refresh-rotation.
func RefreshRotation() *Matcher {
	return matcher("refresh-rotation", func(r record.Record, in evidence) rule.Judgement {
		if why, none := noRefreshToken(r); none {
			return why
		}
		if all := answers(r, refresh); r.Scenario == OldRefresh && (len(all) < 2 || all[0].Text("status") != "S") {
			return rule.CannotJudge("a token could not be refreshed twice: " + stopped(r))
		}
		again := func(u use) bool {
			return u.Text("operation") == refresh && u.before.refreshes > 0 && !u.others() && !u.before.ended
		}
		// Where there is no rotation, which nothing demands, no token is used up.
		return eachUse(r, "a refresh token that was used is refused, or gives the current pair again", again, func(u use) bool {
			return u.good() && slices.ContainsFunc(u.before.used, u.sent.Equal) && !inBody(u.Event, "refreshToken").Equal(u.before.latest)
		})
	})
}
