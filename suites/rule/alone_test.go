package rule_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// TestWhatIsBrokenBesideOthersAloneIsUntested performs once more what broke a rule: what breaks it then is broken, and nothing
// else is.
func TestWhatIsBrokenBesideOthersAloneIsUntested(t *testing.T) {
	for name, c := range map[string]struct {
		breaks []string // the records that break the rule
		want   rule.Status
		found  []string
	}{
		"alone too":             {[]string{"a#1", "a#2"}, rule.Broken, []string{"a#2"}},
		"beside others":         {[]string{"a#1"}, rule.Untested, nil},
		"another alone too":     {[]string{"a#1", "b#1", "b#2"}, rule.Broken, []string{"b#2"}},
		"the third time alone":  {[]string{"a#1", "a#4"}, rule.Broken, []string{"a#4"}},
		"where nothing is told": {[]string{"b#1", "lonely#1"}, rule.Broken, []string{"lonely#1"}},
	} {
		p := &target{}
		suite := p.suite([]step{"a", "b", "lonely"}, rule.Each("a", "b", "lonely"))
		suite.Table[0].Rows[0].Matcher = rule.NewMatcher("settles", func(r record.Record, _ rule.Evidence) []rule.Judgement {
			if slices.Contains(c.breaks, r.ID) {
				return []rule.Judgement{rule.Breaks("nothing", "something")}
			}
			return []rule.Judgement{rule.Holds()}
		})
		suite.Alone = func(_ context.Context, s step, try int) (rule.Performance, bool, error) {
			return rule.Performance{Records: []record.Record{{ID: fmt.Sprintf("%s#%d", s, 1+try), Scenario: string(s)}}}, s != "lonely", nil
		}
		results, err := judged(t, suite, rule.Options[step]{})
		if err != nil || results[0].Status != c.want {
			t.Fatalf("%s: the result is %+v, %v", name, results, err)
		}
		var found []string
		for _, f := range results[0].Findings {
			found = append(found, f.Record.ID)
		}
		if !slices.Equal(found, c.found) || c.want == rule.Untested && !strings.Contains(results[0].Reason, "atOnce: 1") {
			t.Errorf("%s: found in %q, want %q: %s", name, found, c.found, results[0].Reason)
		}
	}
}

// TestWhatTakesSeveralUsersIsConfirmedInTheirScenarios demands that the few scenarios that are performed alone have one among them in
// which users meet.
func TestWhatTakesSeveralUsersIsConfirmedInTheirScenarios(t *testing.T) {
	p := &target{}
	steps := []step{"a", "b", "c", "d", "e", "f", "g", "crowd"}
	suite := p.suite(steps, rule.AnyOf("*"))
	suite.Table[0].Rows[0].Matcher = rule.NewMatcher("settles", func(r record.Record, _ rule.Evidence) []rule.Judgement {
		if strings.HasSuffix(r.ID, "#1") || r.Scenario == "crowd" {
			return []rule.Judgement{rule.Breaks("nothing", "something")}
		}
		return []rule.Judgement{rule.Holds()}
	})
	var alone []step
	suite.Alone = func(_ context.Context, s step, try int) (rule.Performance, bool, error) {
		alone = append(alone, s)
		return rule.Performance{Records: []record.Record{{ID: fmt.Sprintf("%s#%d", s, 1+try), Scenario: string(s)}}}, true, nil
	}
	suite.Users = func(s step) int { return len(s) }
	results, err := judged(t, suite, rule.Options[step]{})
	if err != nil || results[0].Status != rule.Broken || results[0].Findings[0].Record.Scenario != "crowd" || alone[0] != "a" {
		t.Fatalf("after %q were performed alone the result is %+v, %v", alone, results[0], err)
	}
}

// TestWhatATargetMixesUpIsPerformedAlone demands that what is broken beside others alone is left open, for the rule that says that a
// target mixes things up where that is broken.
func TestWhatATargetMixesUpIsPerformedAlone(t *testing.T) {
	for name, c := range map[string]struct {
		breaks []string
		want   rule.Status
		reason string
	}{
		"mixed up":     {[]string{"settles a#1", "no-throw b#1"}, rule.Untested, "what breaks no-throw"},
		"not mixed up": {[]string{"settles a#1"}, rule.Untested, "atOnce: 1"},
		"alone too":    {[]string{"settles a#1", "settles a#2", "no-throw b#1"}, rule.Broken, ""},
	} {
		p := &target{}
		suite := p.suite([]step{"a", "b"}, rule.Each("a"))
		breaking := func(id string) *rule.Matcher {
			return rule.NewMatcher(id, func(r record.Record, _ rule.Evidence) []rule.Judgement {
				if slices.Contains(c.breaks, id+" "+r.ID) {
					return []rule.Judgement{rule.Breaks("nothing", "something")}
				}
				return []rule.Judgement{rule.Holds()}
			})
		}
		rows := &suite.Table[0].Rows
		(*rows)[0].Matcher = breaking("settles")
		*rows = append(*rows, rule.Row{Text: "mixes nothing up", Matcher: breaking("no-throw"), On: rule.Each("b")})
		suite.Mixing = "no-throw"
		suite.Alone = func(_ context.Context, s step, _ int) (rule.Performance, bool, error) {
			return rule.Performance{Records: []record.Record{{ID: string(s) + "#2", Scenario: string(s)}}}, true, nil
		}
		results, err := judged(t, suite, rule.Options[step]{})
		if err != nil || results[0].Status != c.want || !strings.Contains(results[0].Reason, c.reason) {
			t.Errorf("%s: the results are %+v, %v", name, results, err)
		}
	}
}
