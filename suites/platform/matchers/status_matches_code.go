package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// StatusMatchesCode succeeds when resultStatus is that of the code.
// Rule status-matches-code.
func StatusMatchesCode() *Matcher {
	return matcher("status-matches-code", func(r record.Record, in evidence) rule.Judgement {
		codes := in.portal().Codes
		want := map[string]string{
			"SUCCESS": "S", codes.InProcess: "U", codes.InvalidCode: "F", codes.Unknown: "U", codes.Busy: "U", codes.Final: "F", codes.Illegal: "F",
		}
		for _, code := range codes.Client {
			want[code] = "F"
		}
		judged := false
		for _, e := range answers(r, "") {
			status, known := want[text(e, "code")]
			if !known || text(e, "status") == "" {
				continue
			}
			judged = true
			if status != text(e, "status") {
				return rule.Breaks(text(e, "code")+" comes with "+status, "it came with %s", text(e, "status"))
			}
		}
		if !judged {
			return rule.CannotJudge("no code was met that the edition documents")
		}
		return rule.Holds()
	})
}
