package matchers

import (
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// ExpiryWithToken succeeds when the token's expiry comes with it and lies ahead.
// Rule expiry-with-token.
func ExpiryWithToken() *Matcher {
	return matcher("expiry-with-token", func(r record.Record, in evidence) rule.Judgement {
		e, ok := answered(r, schemas.ApplyOperation)
		if !ok || text(e, "status") != "S" || inBody(e, "accessToken").Length() == 0 {
			return rule.CannotJudge("there was no token")
		}
		switch text(e, "expiry") {
		case "ahead":
			return rule.Holds()
		case "absent":
			return rule.Breaks("accessTokenExpiryTime comes with accessToken", "it is not there")
		case "past":
			return rule.Breaks("accessTokenExpiryTime lies ahead", "it is %s", inBody(e, "accessTokenExpiryTime"))
		}
		return rule.Breaks("accessTokenExpiryTime is a time in ISO 8601, or in milliseconds", "it is %s", inBody(e, "accessTokenExpiryTime"))
	})
}
