package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// InProcessEnds succeeds when a result that is in process ends.
// Rule in-process-ends.
func InProcessEnds() *Matcher {
	return matcher("in-process-ends", func(r record.Record, in evidence) rule.Judgement {
		if unknownCodes(r.Scenario) {
			return rule.CannotJudge("the code does not exist; unknown-code-refused judges how that ends")
		}
		if len(answers(r, "")) == 0 {
			return rule.CannotJudge("no call was answered")
		}
		for _, e := range answers(r, "") {
			if e.Text("status") == "U" && (isGood(r, e) || e.Text("code") == in.Portal().Codes.InProcess) {
				return rule.Breaks("a result that is in process ends", "%s was answered %s, %d times", e.Text("operation"), said(e), e.Int("repeats")+1)
			}
		}
		return rule.Holds()
	})
}

// isGood says whether nothing was wrong with a call, so that it cannot stay unknown: it is of the good flow, or of the client that
// a code was made for and that another one has tried.
func isGood(r record.Record, e record.Event) bool {
	return r.Scenario == Flow || r.Scenario == OthersCode && e.Int("attempt") == 0
}

// unknownCodes says whether a scenario exchanges a code that was never given out.
func unknownCodes(scenario string) bool {
	return slices.Contains([]string{"code/random", "code/one-char", "code/longer", "code/shorter", OtherCase, Blanks}, scenario)
}
