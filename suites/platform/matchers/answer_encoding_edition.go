package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// AnswerEncodingEdition succeeds when the platform spells its signatures as its edition says.
// Rule answer-encoding-edition.
func AnswerEncodingEdition() *Matcher {
	return matcher("answer-encoding-edition", func(r record.Record, in evidence) rule.Judgement {
		accepted := in.Portal().Signature.Accepts
		judged := false
		for _, e := range answers(r, "") {
			spelt, _ := e.Value("signature").Field("spellings")
			names := spelt.Items()
			if len(names) == 0 || e.Text("status") != "S" {
				continue
			}
			judged = true
			if !slices.ContainsFunc(names, func(v record.Value) bool { name, _ := v.Str(); return slices.Contains(accepted, name) }) {
				return rule.Breaks("signatures are spelt in "+strings.Join(accepted, " or "), "that of the answer to %s is spelt in %s",
					e.Text("operation"), spelt)
			}
		}
		if judged {
			return rule.Holds()
		}
		return rule.CannotJudge("no answer was signed")
	})
}
