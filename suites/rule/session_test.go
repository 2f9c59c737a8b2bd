package rule_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// step is a scenario that is nothing but its name.
type step string

func (s step) ScenarioName() string { return string(s) }
func (s step) Traits() []string     { return []string{"length:" + string(rune('0'+len(s)))} }

// target notes what it performs, and is lost at the step "fatal".
type target struct{ performed []string }

func (p *target) perform(_ context.Context, s step) (rule.Performance, error) {
	p.performed = append(p.performed, string(s))
	if s == "fatal" {
		return rule.Performance{}, errors.New("the target is gone")
	}
	return rule.Performance{Records: []record.Record{{ID: string(s) + "#1", Scenario: string(s)}}}, nil
}

func (p *target) suite(plan []step, on ...rule.Selection) rule.Suite[step] {
	ids := []string{"settles", "one-outcome", "outcome-once"}
	var rows []rule.Row
	for i, sel := range on {
		m := rule.NewMatcher(ids[i], func(record.Record, rule.Evidence) []rule.Judgement { return []rule.Judgement{rule.Holds()} })
		rows = append(rows, rule.Row{Matcher: m, On: sel})
	}
	return rule.Suite[step]{
		Profile: schemas.Documented(), Plan: rule.Plan[step]{Name: "full", Scenarios: plan},
		Table: []rule.Group{{Name: "callbacks", Rows: rows}}, Opening: "opening", Perform: p.perform,
		Open: func(context.Context) (rule.Opened, error) {
			p.performed = append(p.performed, "opening")
			return rule.Opened{Record: record.Record{ID: "opening#1", Scenario: "opening"}}, nil
		},
	}
}

func judged(t *testing.T, suite rule.Suite[step], o rule.Options[step]) ([]rule.Result, error) {
	t.Helper()
	session, err := rule.NewSession(suite, o)
	if err != nil {
		t.Fatal(err)
	}
	return session.Judge(t.Context())
}

func TestWhatIsNeededIsPerformedOnceInTheOrderOfThePlan(t *testing.T) {
	p := &target{}
	var numbers []int
	results, err := judged(t, p.suite([]step{"a", "b", "c", "d"}, rule.AnyOf("d", "a"), rule.AnyOf("c", "a")), rule.Options[step]{
		Progress: func(number, of int, _ step) { numbers = append(numbers, number, of) },
	})
	if err != nil || len(results) != 2 {
		t.Fatalf("%d results, %v", len(results), err)
	}
	if want := []string{"opening", "a", "c", "d"}; !slices.Equal(p.performed, want) {
		t.Errorf("it performed %q, want %q", p.performed, want)
	}
	if want := []int{1, 3, 2, 3, 3, 3}; !slices.Equal(numbers, want) {
		t.Errorf("it counted %v, want %v", numbers, want)
	}
}

func TestOnlyWhatTheChosenRulesRestOnIsPerformed(t *testing.T) {
	p := &target{}
	results, _ := judged(t, p.suite([]step{"a", "b", "cc"}, rule.AnyOf("b"), rule.AnyOf("length:2").AgainstFirst("length:1")), rule.Options[step]{
		Rules: func(r schemas.Rule) bool { return r.ID == "one-outcome" },
	})
	if want := []string{"opening", "a", "cc"}; !slices.Equal(p.performed, want) {
		t.Errorf("it performed %q, want %q", p.performed, want)
	}
	if len(results) != 1 || !slices.Equal(results[0].Scenarios, []string{"cc"}) {
		t.Errorf("the results are %+v", results)
	}
}

func TestWhatWasPerformedBeforeTheTargetWasLostIsStillJudged(t *testing.T) {
	p := &target{}
	results, err := judged(t, p.suite([]step{"a", "fatal", "b"}, rule.AnyOf("a"), rule.AnyOf("b", "fatal")), rule.Options[step]{})
	if err == nil || err.Error() != "the target is gone" {
		t.Errorf("the error is %v", err)
	}
	if results[0].Status != rule.Held || results[1].Status != rule.Untested || results[1].Reason != "the run had ended before" {
		t.Errorf("the results are %+v", results)
	}
	if want := []string{"opening", "a", "fatal"}; !slices.Equal(p.performed, want) {
		t.Errorf("it performed %q, want %q", p.performed, want)
	}
}

func TestAMatcherThatPanicsCostsOneResult(t *testing.T) {
	p := &target{}
	suite := p.suite([]step{"a"}, rule.AnyOf("a"), rule.AnyOf("a"))
	suite.Table[0].Rows[0].Matcher = rule.NewMatcher("settles", func(record.Record, rule.Evidence) []rule.Judgement { panic("oh") })
	results, err := judged(t, suite, rule.Options[step]{})
	if err != nil || results[0].Status != rule.Errored || results[1].Status != rule.Held {
		t.Errorf("the results are %+v, %v", results, err)
	}
}

func TestAWildcardDoesNotMatchTheOpening(t *testing.T) {
	p := &target{}
	results, _ := judged(t, p.suite([]step{"a"}, rule.AnyOf("*"), rule.AnyOf("opening")), rule.Options[step]{})
	if !slices.Equal(results[0].Scenarios, []string{"a"}) || !slices.Equal(results[1].Scenarios, []string{"opening"}) {
		t.Errorf("they were judged in %q and %q", results[0].Scenarios, results[1].Scenarios)
	}
}

func TestAChosenScenarioIsPerformedWithWhatItIsComparedWithAndNoOther(t *testing.T) {
	for name, c := range map[string]struct {
		on   rule.Selection
		want []string
	}{
		"compared with another":            {rule.Each("d", "a").Against("b"), []string{"opening", "b", "d"}},
		"compared with one that is judged": {rule.Each("*").AgainstFirst("length:1"), []string{"opening", "a", "d"}},
		"not judged by the rule":           {rule.Each("a").Against("b"), []string{"opening"}},
	} {
		p := &target{}
		results, _ := judged(t, p.suite([]step{"a", "b", "c", "d"}, c.on), rule.Options[step]{Only: []string{"d"}})
		if !slices.Equal(p.performed, c.want) {
			t.Errorf("%s: it performed %q, want %q", name, p.performed, c.want)
		}
		if want := len(c.want) > 1; (results[0].Status == rule.Held) != want || want && !slices.Equal(results[0].Scenarios, []string{"d"}) {
			t.Errorf("%s: the results are %+v", name, results)
		}
	}
}

func TestNothingIsPerformedAfterABreakThatIsEnough(t *testing.T) {
	p := &target{}
	suite := p.suite([]step{"a", "b", "c", "d"}, rule.Each("a", "b", "d"), rule.Each("b").Against("c"))
	suite.Table[0].Rows[0].Matcher = rule.NewMatcher("settles", func(r record.Record, _ rule.Evidence) []rule.Judgement {
		if r.Scenario == "b" {
			return []rule.Judgement{rule.Breaks("nothing", "something")}
		}
		return []rule.Judgement{rule.Holds()}
	})
	var stopped rule.Stopped
	results, err := judged(t, suite, rule.Options[step]{
		Enough: func(rule.Result) bool { return true }, Stopped: func(s rule.Stopped) { stopped = s },
	})
	if want := []string{"opening", "a", "b"}; err != nil || !slices.Equal(p.performed, want) {
		t.Errorf("it performed %q, want %q (%v)", p.performed, want, err)
	}
	if stopped.Rule != "settles" || stopped.Scenario != "b" || !slices.Equal(stopped.NotPerformed, []string{"c", "d"}) {
		t.Errorf("it stopped as %+v", stopped)
	}
	if results[0].Status != rule.Broken || results[1].Status != rule.Untested || results[1].Reason == "" {
		t.Errorf("the results are %+v", results)
	}
}
