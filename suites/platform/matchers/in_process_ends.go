package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// InProcessEnds succeeds when a result that is in process ends.
// Rule in-process-ends.
func InProcessEnds() *Matcher {
	return matcher("in-process-ends", func(r record.Record, in evidence) rule.Judgement {
		for _, e := range answers(r, "") {
			if text(e, "status") == "U" {
				return rule.Breaks("a result that is in process ends", "%s was answered %s, %d times", text(e, "operation"), said(e), number(e, "repeats")+1)
			}
		}
		return rule.Holds()
	})
}
