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
		if r.Scenario != Flow {
			return withinLimits(r)
		}
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
		if inBody(e, "accessToken").Length() == 0 {
			return rule.Breaks("an S has an accessToken", "it has none")
		}
		return withinLimits(r)
	})
}

// withinLimits judges the lengths of all access tokens that a record has.
func withinLimits(r record.Record) rule.Judgement {
	judged := false
	for _, e := range answers(r, "") {
		n := inBody(e, "accessToken").Length()
		if n > longestToken {
			return rule.Breaks("accessToken has at most 128 characters", "in the answer to %s it has %d", e.Text("operation"), n)
		}
		judged = judged || n > 0
	}
	if !judged {
		return rule.CannotJudge("there was no token")
	}
	return rule.Holds()
}

// longestToken is the maximum length of a token, in characters.
const longestToken = 128
