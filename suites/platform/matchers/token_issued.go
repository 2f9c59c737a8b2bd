package matchers

import (
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// TokenIssued succeeds when a good code gives an access token.
// Rule token-issued.
func TokenIssued() *Matcher {
	return matcher("token-issued", func(r record.Record, in evidence) rule.Judgement {
		e, ok := answered(r, schemas.ApplyOperation)
		if !ok {
			return rule.CannotJudge("the code could not be exchanged: " + stopped(r))
		}
		if e.Text("status") == "U" {
			return rule.CannotJudge("the result stays unknown; in-process-ends judges that")
		}
		if e.Text("status") != "S" {
			return rule.Breaks("a good code is answered S with an access token", "it was answered %s", said(e))
		}
		switch n := inBody(e, "accessToken").Length(); {
		case n == 0:
			return rule.Breaks("an S has an accessToken", "it has none")
		case n > longestToken:
			return rule.Breaks("accessToken has at most 128 characters", "it has %d", n)
		}
		return rule.Holds()
	})
}

// longestToken is the maximum length of a token, in characters.
const longestToken = 128
