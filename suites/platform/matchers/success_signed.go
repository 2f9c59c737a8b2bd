package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// SuccessSigned succeeds when every S is signed over the bytes sent.
// Rule success-signed.
func SuccessSigned() *Matcher {
	return matcher("success-signed", func(r record.Record, in evidence) rule.Judgement {
		judged := false
		for _, e := range answers(r, "") {
			if e.Text("status") != "S" || byOtherMethod(e) {
				continue
			}
			judged = true
			signature := e.Value("signature")
			for _, part := range []string{"present", "time", "client", "verified"} {
				if !signature.True(part) {
					return rule.Breaks("an S carries Client-Id, Response-Time and a Signature over its bytes", "the answer to %s: %s",
						e.Text("operation"), missing(part))
				}
			}
		}
		if !judged {
			return rule.CannotJudge("nothing was answered S")
		}
		return rule.Holds()
	})
}

func missing(part string) string {
	return map[string]string{
		"present": "it has no Signature", "time": "it has no Response-Time", "client": "it has no Client-Id, or another",
		"verified": "its Signature is not one of the platform's key over the method, the path, the client id, the time and the bytes that came",
	}[part]
}
