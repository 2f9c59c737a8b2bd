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
		all := answers(r, refresh)
		if len(all) == 0 {
			return rule.CannotJudge("the call could not be made: " + stopped(r))
		}
		before := inBody(exchanged, "accessToken")
		for _, e := range all {
			token := inBody(e, "accessToken")
			switch {
			case e.Text("status") != "S" || token.Length() == 0:
				return rule.Breaks("a refresh token gives an access token", "it was answered %s", said(e))
			case token.Equal(before):
				return rule.Breaks("a refresh token gives a new access token", "it gave the one that there was")
			}
			before = token
		}
		return rule.Holds()
	})
}
