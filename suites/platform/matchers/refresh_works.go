package matchers

import (
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// RefreshWorks succeeds when a refresh token gives a new access token.
// Rule refresh-works.
func RefreshWorks() *Matcher {
	return matcher("refresh-works", func(r record.Record, in evidence) rule.Judgement {
		exchanged, ok := answered(r, schemas.ApplyOperation)
		if !ok || exchanged.Text("status") != "S" {
			return rule.CannotJudge("there was no token")
		}
		if why, none := noRefreshToken(r); none {
			return why
		}
		e, ok := answered(r, refresh)
		if !ok {
			return rule.CannotJudge("the call could not be made: " + stopped(r))
		}
		if e.Text("status") != "S" || inBody(e, "accessToken").Length() == 0 {
			return rule.Breaks("a refresh token gives an access token", "it was answered %s", said(e))
		}
		if inBody(e, "accessToken").Equal(inBody(exchanged, "accessToken")) {
			return rule.Breaks("a refresh token gives a new access token", "it gave the one that there was")
		}
		return rule.Holds()
	})
}
