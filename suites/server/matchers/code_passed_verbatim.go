package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// CodePassedVerbatim succeeds when the code is exchanged as it was handed over.
// Rule code-passed-verbatim.
func CodePassedVerbatim() *Matcher {
	return matcher("code-passed-verbatim", func(r record.Record, in evidence) rule.Judgement {
		calls := r.Of(record.Applied)
		if len(calls) == 0 && strings.HasPrefix(r.Scenario, Codes) && strings.HasSuffix(r.Scenario, "-code") && started(r, 0) {
			if why, failed := in.neverBound(); failed {
				return why
			}
			return rule.Breaks("every code that the edition allows is exchanged as it is ("+strings.TrimPrefix(r.Scenario, Codes)+")",
				"%s", outcome(r, 0))
		}
		if len(calls) == 0 {
			return rule.CannotJudge("the platform was not asked for a token")
		}
		for _, e := range calls {
			if e.Text("code") == "changed" {
				v, _ := e.Value("body").Field("authCode")
				return rule.Breaks("the code that was handed over is exchanged as it is", "another one was exchanged, of %d characters", v.Length())
			}
		}
		return rule.Holds()
	})
}
