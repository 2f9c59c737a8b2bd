package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// FailureSigned succeeds when a failure is signed wholly or not at all.
// Rule failure-signed.
func FailureSigned() *Matcher {
	return matcher("failure-signed", func(r record.Record, in evidence) rule.Judgement {
		judged := false
		for _, e := range answers(r, "") {
			if status := e.Text("status"); status == "S" || status == "" {
				continue
			}
			judged = true
			signature := e.Value("signature")
			switch present, time := signature.True("present"), signature.True("time"); {
			case present != time:
				return rule.Breaks("a failure has both Signature and Response-Time, or neither", "the answer to %s has %s alone",
					e.Text("operation"), map[bool]string{true: "Signature", false: "Response-Time"}[present])
			case present && !signature.True("verified"):
				return rule.Breaks("the signature of a failure is right", "that of the answer to %s is not", e.Text("operation"))
			}
		}
		if !judged {
			return rule.CannotJudge("nothing failed")
		}
		return rule.Holds()
	})
}
