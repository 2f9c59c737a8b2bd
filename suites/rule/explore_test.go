package rule_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// TestABreakIsShrunkToWhereItsRuleJudges demands that a break is made as small as can be, but not so small that the rule
// would not be held against it there: who reproduces it would find nothing.
func TestABreakIsShrunkToWhereItsRuleJudges(t *testing.T) {
	p := &target{}
	suite := p.suite([]step{"plain"}, rule.AnyOf("plain"))
	suite.Table[0].Rows[0].Matcher = rule.NewMatcher("settles", func(r record.Record, _ rule.Evidence) []rule.Judgement {
		if strings.HasPrefix(r.Scenario, "x") {
			return []rule.Judgement{rule.Breaks("no x", "an x")}
		}
		return []rule.Judgement{rule.Holds()}
	})
	suite.Explore = &rule.Exploration[step]{
		Scenarios: []step{"xyz"}, Anyway: true,
		Judges:  func(s step, _ string) bool { return len(s) > 1 },
		Smaller: func(s step) []step { return []step{s[:1], s[:len(s)-1]} },
		Size:    func(s step) int { return len(s) },
	}
	results, err := judged(t, suite, rule.Options[step]{})
	if err != nil || len(results) != 1 || len(results[0].Findings) != 1 {
		t.Fatalf("%+v, %v", results, err)
	}
	if got := results[0].Findings[0].Record.Scenario; got != "xy" {
		t.Errorf("it is shown in %q, want the smallest in which it is judged", got)
	}
	if slices.Contains(p.performed, "x") {
		t.Errorf("it performed %q", p.performed)
	}
}
