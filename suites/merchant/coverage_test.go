package merchant

import (
	"slices"
	"testing"

	"github.com/signspec/signspec/schemas"
)

func TestEveryScenarioIsAPossibleSituationOfTheSpace(t *testing.T) {
	values := space()
	for _, s := range NewPlan(schemas.Documented()).Scenarios {
		at := s.situation()
		if !at.possible() {
			t.Errorf("%s is %q, which is said to be impossible", s.Name, at)
		}
		for d, value := range at {
			if !slices.Contains(values[d], value) {
				t.Errorf("%s has %q, which is no value of the space", s.Name, value)
			}
		}
	}
}

func TestCovered(t *testing.T) {
	plan := NewPlan(schemas.Documented()).Scenarios
	none := Covered(nil)
	if none.Scenarios != 0 || none.Pairs.Covered != 0 || none.Pairs.Of < 100 || none.Answers.Of != 16 {
		t.Errorf("nothing covers %+v", none)
	}
	one := Covered(plan[:1])
	if one.Scenarios != 1 || one.Pairs.Covered != 6 || one.Answers.Covered != 1 || one.Pairs.Of != none.Pairs.Of {
		t.Errorf("one scenario covers %+v", one)
	}
	all := Covered(plan)
	if all.Answers.Covered != all.Answers.Of || all.Person.Covered != all.Person.Of || all.Time.Covered != all.Time.Of {
		t.Errorf("the plan covers %+v", all)
	}
	if again := Covered(append(plan, plan...)); again.Pairs != all.Pairs {
		t.Errorf("twice the same covers %+v", again)
	}
	t.Logf("%+v", all)
}
