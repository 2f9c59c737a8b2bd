package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// StatusMatchesCode succeeds when resultStatus is that of the code.
// Rule status-matches-code.
func StatusMatchesCode() *Matcher {
	return matcher("status-matches-code", func(r record.Record, in evidence) rule.Judgement {
		codes := in.Portal().Codes
		want := map[string]string{
			"SUCCESS": "S", codes.InProcess: "U", codes.InvalidCode: "F", codes.Unknown: "U", codes.Busy: "U", codes.Final: "F", codes.Illegal: "F",
		}
		for _, code := range codes.Client {
			want[code] = "F"
		}
		judged := false
		for _, e := range answers(r, "") {
			status, known := want[e.Text("code")]
			if !known || e.Text("status") == "" {
				continue
			}
			judged = true
			if status != e.Text("status") {
				return rule.Breaks(e.Text("code")+" comes with "+status, "it came with %s", e.Text("status"))
			}
		}
		if !judged {
			return rule.CannotJudge("no code was met that the edition documents")
		}
		return rule.Holds()
	})
}
