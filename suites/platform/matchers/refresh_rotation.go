package matchers

import (
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
			return rule.Breaks("a refresh token that was used is refused, or gives the current pair again", "it gave a second chain")
		}
		return rule.Holds()
	})
}
