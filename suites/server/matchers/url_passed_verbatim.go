package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// URLPassedVerbatim succeeds when the URL reaches the client byte for byte.
// Rule url-passed-verbatim.
func URLPassedVerbatim() *Matcher {
	return matcher("url-passed-verbatim", func(r record.Record, in evidence) rule.Judgement {
		told := tolds(r, 0, "start")
		if len(told) == 0 || len(r.Of(record.Consulted)) == 0 {
			return rule.CannotJudge("the platform was not called")
		}
		switch told[0].Text("url") {
		case "verbatim":
			return rule.Holds()
		case "absent":
			return rule.Breaks("the client gets the URL of the platform's answer", "it got none%s; %s", unbelieved(r, false), toldOf(told[0]))
		case "changed":
			return rule.Breaks("the client gets the URL byte for byte", "it got it changed")
		}
		return rule.Breaks("the client gets the URL of the platform's answer", "it got a string that the platform never gave out")
	})
}
