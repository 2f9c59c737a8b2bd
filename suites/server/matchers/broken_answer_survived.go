package matchers

import (
	"regexp"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// BrokenAnswerSurvived succeeds when an answer that is none is survived and not bound.
// Rule broken-answer-survived.
func BrokenAnswerSurvived() *Matcher {
	return matcher("broken-answer-survived", func(r record.Record, in evidence) rule.Judgement {
		if why, failed := in.uncontrolled(); failed {
			return why
		}
		what := strings.TrimPrefix(r.Scenario, "broken/")
		expected := "an answer that is none (" + what + ") is survived and not bound"
		for _, e := range tolds(r, 0, "result") {
			if failed := e.Text("error"); failed != "" {
				return rule.Breaks(expected, "the client was not answered: %s", failed)
			}
			if trace := stackOf(e.Value("body").String()); trace != "" {
				return rule.Breaks(expected, "the client was shown a stack trace: %s", trace)
			}
		}
		if bound(r, 0) && what != "3-mb" {
			return rule.Breaks(expected, "it was bound")
		}
		if !bound(r, 1) {
			return rule.Breaks(expected, "the next attempt, of another user, %s", strings.TrimPrefix(outcome(r, 1), "it "))
		}
		return rule.Holds()
	})
}

// stackOf finds a stack trace in what a client was told.
func stackOf(said string) string {
	m := regexp.MustCompile(`goroutine \d+ \[|\bat [\w.$<>]+ ?\([^)]*:\d+(:\d+)?\)|Traceback \(most recent|\.java:\d+\)`).FindString(said)
	return m
}
