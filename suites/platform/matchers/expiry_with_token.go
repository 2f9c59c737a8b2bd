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
		judged := false
		for _, e := range answers(r, "") {
			if operation := e.Text("operation"); operation != schemas.ApplyOperation && operation != refresh {
				continue
			}
			if e.Text("status") != "S" || inBody(e, "accessToken").Length() == 0 {
				continue
			}
			judged = true
			if j := expiry(e); j.Status == rule.Broken {
				return j
			}
		}
		if !judged {
			return rule.CannotJudge("there was no token")
		}
		return rule.Holds()
	})
}

// expiry judges what the answer to an exchange says of the token that it gives.
func expiry(e record.Event) rule.Judgement {
	by := "of the answer to " + e.Text("operation")
	switch e.Text("expiry") {
	case "ahead":
		return rule.Holds()
	case "absent":
		return rule.Breaks("accessTokenExpiryTime comes with accessToken", "%s, it is not there", by)
	case "past":
		return rule.Breaks("accessTokenExpiryTime lies ahead", "%s, it is %s", by, inBody(e, "accessTokenExpiryTime"))
	}
	return rule.Breaks("accessTokenExpiryTime is a time in ISO 8601 with its offset, or in milliseconds", "%s, it is %s",
		by, inBody(e, "accessTokenExpiryTime"))
}
