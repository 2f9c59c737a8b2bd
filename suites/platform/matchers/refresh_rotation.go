package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas"
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
		if r.Scenario != OldRefresh {
			return secondChain(r)
		}
		all := answers(r, refresh)
		if len(all) < 2 || all[0].Text("status") != "S" {
			return rule.CannotJudge("a token could not be refreshed twice: " + stopped(r))
		}
		exchanged, _ := answered(r, schemas.ApplyOperation)
		first, latest, again := inBody(exchanged, "refreshToken"), inBody(all[0], "refreshToken"), inBody(all[1], "refreshToken")
		if latest.Length() == 0 || first.Equal(latest) {
			return rule.Holds() // there is no rotation, which nothing demands
		}
		if all[1].Text("status") == "S" && !again.Equal(latest) {
			return rule.Breaks(noSecondChain, "it gave a second chain")
		}
		return rule.Holds()
	})
}

const noSecondChain = "a refresh token that was used is refused, or gives the current pair again"

// secondChain judges the uses of an old refresh token among other calls.
func secondChain(r record.Record) rule.Judgement {
	old := func(u use) bool {
		return u.Text("operation") == refresh && !u.others() && !u.before.ended && slices.ContainsFunc(u.before.used, u.sent.Equal)
	}
	return eachUse(r, noSecondChain, old, func(u use) bool {
		return u.good() && !inBody(u.Event, "refreshToken").Equal(u.before.latest)
	})
}
