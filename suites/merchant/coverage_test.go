package merchant

import (
	"slices"
	"testing"

	"github.com/signspec/signspec/schemas"
)

func TestEveryScenarioIsAPossibleSituationOfTheSpace(t *testing.T) {
	p := places(space())
	for _, s := range NewPlan(schemas.Documented()).Scenarios {
		if at := s.situation(); !p.possible(at) {
			t.Errorf("%s is %q, which is said to be impossible", s.Name, p.describe(at))
		}
	}
}

func TestWhatIsExploredIsWhatItsNameSays(t *testing.T) {
	p := places(space())
	names := map[string]bool{}
	for _, s := range Explored(schemas.Documented(), "seed") {
		if at := s.situation(); at != *s.drawn || names[s.Name] {
			t.Errorf("%s is staged as %q, or twice", s.Name, p.describe(at))
		}
		names[s.Name] = true
		if again, err := Beyond(s.Name, schemas.Documented(), "seed"); err != nil || *again.drawn != *s.drawn || again.Name != s.Name {
			t.Errorf("%s describes %q, %v", s.Name, again.Name, err)
		}
	}
}

func TestWhatAnExploredScenarioStages(t *testing.T) {
	s, err := Beyond("cancel, status status-500, twice, after unknown", schemas.Documented(), "")
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Wallet.Answers) != 2 || s.Wallet.Answers[0].Outcome != "unknown" || !s.answer().comes(Doubled) || s.answer().Outcome != "cancel" ||
		s.Flow.Starts != 2 || s.Flow.About != 2 || s.Server.Status != Status500 {
		t.Errorf("it is %+v", s)
	}
	if s, err = Beyond("approve, prepare empty, after fail", schemas.Documented(), ""); err != nil || s.Server.Prepare != Answers || s.Server.PrepareAgain != EmptyBody {
		t.Errorf("it is %+v, %v", s, err)
	}
	for _, wrong := range []string{"", "aprove", "approve, sometimes", "cancel, never", "approve, prepare empty, twice"} {
		if _, err := Beyond(wrong, schemas.Documented(), ""); err == nil {
			t.Errorf("%q describes a scenario", wrong)
		}
	}
}

func TestJudgesBeyondNamesRules(t *testing.T) {
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	for id := range judgesBeyond() {
		if rule, ok := catalogue.Rule(id); !ok || rule.Subject != schemas.MiniProgram {
			t.Errorf("%s is no rule for mini programs", id)
		}
	}
}

func TestCovered(t *testing.T) {
	plan := NewPlan(schemas.Documented()).Scenarios
	none := Covered(nil)
	if none.Scenarios != 0 || none.Pairs.Covered != 0 || none.Pairs.Of < 100 || none.Answers.Of != 37 {
		t.Errorf("nothing covers %+v", none)
	}
	one := Covered(plan[:1])
	if one.Scenarios != 1 || one.Pairs.Covered != 10 || one.Answers.Covered != 1 || one.Pairs.Of != none.Pairs.Of {
		t.Errorf("one scenario covers %+v", one)
	}
	planned := Covered(plan)
	if again := Covered(append(plan, plan...)); again.Pairs != planned.Pairs {
		t.Errorf("twice the same covers %+v", again)
	}
	all := Covered(slices.Concat(plan, Explored(schemas.Documented(), "")))
	for of, n := range map[string]Count{
		"answers": all.Answers, "server": all.Server, "person": all.Person, "time": all.Time, "before": all.Before, "pairs": all.Pairs,
	} {
		if n.Covered != n.Of || n.Of < 2 {
			t.Errorf("%s: %+v", of, n)
		}
	}
	t.Logf("plan: %+v\nall: %+v", planned, all)
}
