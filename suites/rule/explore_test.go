package rule_test

import (
	"context"
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

// TestWhatIsMixedUpBeyondThePlanComesFirst demands that a target which only explored scenarios show to mix things up is told by
// the rule about that: what the plan showed broken is performed alone first.
func TestWhatIsMixedUpBeyondThePlanComesFirst(t *testing.T) {
	p := &target{}
	suite := p.suite([]step{"a", "b"}, rule.Each("a"))
	rows := &suite.Table[0].Rows
	(*rows)[0].Matcher = breaking("settles", "a#1", "two users#1")
	*rows = append(*rows, rule.Row{Text: "mixes nothing up", Matcher: breaking("no-throw", "two users#1"), On: rule.Each("b")})
	suite.Mixing = "no-throw"
	suite.Alone = func(_ context.Context, s step, _ int) (rule.Performance, bool, error) {
		return rule.Performance{Records: []record.Record{{ID: string(s) + "#2", Scenario: string(s)}}}, true, nil
	}
	suite.Explore = &rule.Exploration[step]{
		Scenarios: []step{"two users"}, Anyway: true,
		Judges:  func(step, string) bool { return true },
		Smaller: func(step) []step { return nil },
		Size:    func(s step) int { return len(s) },
	}
	results, err := judged(t, suite, rule.Options[step]{})
	if err != nil || results[0].Status != rule.Untested || results[1].Status != rule.Broken {
		t.Errorf("the results are %+v, %v", results, err)
	}
}

// TestWhatIsExploredBesideOthersIsPerformedAlone demands that what breaks a rule beyond the plan breaks it with nothing beside it too,
// once in a few times.
func TestWhatIsExploredBesideOthersIsPerformedAlone(t *testing.T) {
	for name, c := range map[string]struct {
		breaksAt int // the performance alone that breaks the rule; 0 is none
		want     rule.Status
	}{"the first time": {1, rule.Broken}, "the third time": {3, rule.Broken}, "never": {0, rule.Untested}} {
		p := &target{}
		suite := p.suite([]step{"a"}, rule.Each("a"))
		alone := 0
		suite.Table[0].Rows[0].Matcher = rule.NewMatcher("settles", func(r record.Record, _ rule.Evidence) []rule.Judgement {
			if r.ID == "b#1" || r.ID == "b#2" && alone == c.breaksAt {
				return []rule.Judgement{rule.Breaks("nothing", "something")}
			}
			return []rule.Judgement{rule.Holds()}
		})
		suite.Explore = &rule.Exploration[step]{
			Scenarios: []step{"b"}, Anyway: true, Judges: func(step, string) bool { return true },
			Smaller: func(step) []step { return nil }, Size: func(step) int { return 1 },
		}
		suite.Alone = func(_ context.Context, s step, _ int) (rule.Performance, bool, error) {
			alone++
			return rule.Performance{Records: []record.Record{{ID: string(s) + "#2", Scenario: string(s)}}}, true, nil
		}
		results, err := judged(t, suite, rule.Options[step]{})
		if err != nil || results[0].Status != c.want || c.want == rule.Untested && !strings.Contains(results[0].Reason, "not once more alone") {
			t.Errorf("%s: the results are %+v, %v", name, results, err)
		}
	}
}

// TestWhatMixesUpIsToldWhateverElseIsBroken demands that the rule about what is mixed up is broken where it is seen to be, beside
// a rule that is broken alone as well.
func TestWhatMixesUpIsToldWhateverElseIsBroken(t *testing.T) {
	p := &target{}
	suite := p.suite([]step{"a", "b"}, rule.Each("a"))
	rows := &suite.Table[0].Rows
	(*rows)[0].Matcher = breaking("settles", "a#1", "a#2")
	*rows = append(*rows,
		rule.Row{Text: "is broken beside others", Matcher: breaking("one-outcome", "b#1"), On: rule.Each("b")},
		rule.Row{Text: "mixes nothing up", Matcher: breaking("no-throw", "two users#1"), On: rule.Each("b")})
	suite.Mixing = "no-throw"
	suite.Alone = func(_ context.Context, s step, _ int) (rule.Performance, bool, error) {
		return rule.Performance{Records: []record.Record{{ID: string(s) + "#2", Scenario: string(s)}}}, true, nil
	}
	suite.Explore = &rule.Exploration[step]{
		Scenarios: []step{"two users"}, Anyway: true, Judges: func(step, string) bool { return true },
		Smaller: func(step) []step { return nil }, Size: func(s step) int { return len(s) },
	}
	results, err := judged(t, suite, rule.Options[step]{})
	if err != nil || results[0].Status != rule.Broken || results[1].Status != rule.Untested || results[2].Status != rule.Broken {
		t.Errorf("the results are %+v, %v", results, err)
	}
}

// TestASpeakerBrokenInThePlanSpeaksBeyondIt demands that what else breaks in the scenarios for which a rule speaks is left to that
// rule where the plan has shown it broken already.
func TestASpeakerBrokenInThePlanSpeaksBeyondIt(t *testing.T) {
	for name, c := range map[string]struct {
		breaks string // the record that breaks the speaker
		want   rule.Status
	}{"it is broken in the plan": {"b#1", rule.Held}, "it holds": {"", rule.Broken}} {
		p := &target{}
		suite := p.suite([]step{"a", "b"}, rule.Each("a"))
		rows := &suite.Table[0].Rows
		(*rows)[0].Matcher = breaking("settles", "odd#1")
		*rows = append(*rows, rule.Row{Text: "speaks for what is odd", Matcher: breaking("calls-isolated", c.breaks), On: rule.Each("b")})
		suite.Explore = &rule.Exploration[step]{
			Scenarios: []step{"odd"}, Anyway: true, Judges: func(step, string) bool { return true },
			Speaker: func(step) string { return "calls-isolated" },
			Smaller: func(step) []step { return nil }, Size: func(s step) int { return len(s) },
		}
		results, err := judged(t, suite, rule.Options[step]{})
		if err != nil || results[0].Status != c.want {
			t.Errorf("%s: the results are %+v, %v", name, results, err)
		}
	}
}

// breaking judges by a rule that these records break.
func breaking(id string, records ...string) *rule.Matcher {
	return rule.NewMatcher(id, func(r record.Record, _ rule.Evidence) []rule.Judgement {
		if slices.Contains(records, r.ID) {
			return []rule.Judgement{rule.Breaks("nothing", "something")}
		}
		return []rule.Judgement{rule.Holds()}
	})
}
