package server

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/wire"
)

func TestWhatSurroundsAScenarioIsWhatTheNameSays(t *testing.T) {
	plan := NewPlan(schemas.Documented())
	all := InEverySetting(plan, everything())
	names := map[string]bool{}
	for _, s := range all {
		if names[s.Name] {
			t.Errorf("%s stands twice", s.Name)
		}
		names[s.Name] = true
		if again, err := Beyond(s.Name, plan); err != nil || !reflect.DeepEqual(again, s) {
			t.Errorf("%s describes %+v, %v", s.Name, again, err)
		}
	}
	for _, name := range []string{
		"once unbound: state/random", "once cancelled: state/random", "once refused: state/random", "once started: state/random",
		"once mistaken: state/random", "once of an unknown result: header/blanks", "once notified and unbound: fields/minimal",
		"once more: state/absent", "beside another: signature/tampered", "while in process: apply/refused-with-token",
		"by notification: signature/unsigned",
	} {
		if !names[name] {
			t.Errorf("%s is not performed", name)
		}
	}
	if scenarios, rules := CoveredIn(plan, everything(), all); scenarios.Covered != scenarios.Of || scenarios.Of != len(all) || rules.Covered != rules.Of {
		t.Errorf("in everything %+v and %+v are covered", scenarios, rules)
	}
	few := InSettings(plan, everything())
	if scenarios, rules := CoveredIn(plan, everything(), few); rules.Covered != rules.Of || rules.Of < 100 || scenarios.Covered != len(few) ||
		2*len(few) > len(all) {
		t.Errorf("in the most telling %+v and %+v are covered", scenarios, rules)
	}
	for _, s := range all {
		if !slices.ContainsFunc(few, func(of Scenario) bool { return of.placed.planned == s.placed.planned }) {
			t.Errorf("%s is set in nothing", s.placed.planned)
		}
	}
	if scenarios, rules := CoveredIn(plan, everything(), nil); scenarios.Covered+rules.Covered != 0 {
		t.Errorf("nothing covers %+v and %+v", scenarios, rules)
	}
	for _, s := range InSettings(plan, []string{"notify", "sessions"}) {
		if strings.HasPrefix(s.Name, "once unbound") || strings.HasPrefix(s.Name, "once cancelled") {
			t.Errorf("%s needs a status", s.Name)
		}
	}
}

func TestWhatIsStagedInASetting(t *testing.T) {
	s, err := Beyond("once cancelled: attempt/another-users-who-started", NewPlan(schemas.Documented()))
	want := []Step{
		{Do: Start, Attempt: 2}, {Do: Result, Attempt: 2}, {Do: SettleBound, Attempt: 2},
		{Do: Notify, Attempt: 2, Kind: wire.TokenCanceled}, {Do: SettleEnded, Attempt: 2},
		{Do: Start}, {Do: Start, Attempt: 1}, {Do: Result, By: 2}, {Do: Settle, By: 2}, {Do: Settle},
	}
	if err != nil || !reflect.DeepEqual(s.Steps, want) || !reflect.DeepEqual(s.Attempts, []Attempt{{}, {User: 1}, {}}) {
		t.Errorf("it is\n%+v of %+v, want\n%+v, %v", s.Steps, s.Attempts, want, err)
	}
	plan := NewPlan(schemas.Documented())
	for name, want := range map[string]Scenario{
		"once more: state/random": {
			Attempts: []Attempt{{}, {}},
			Steps: []Step{
				{Do: Start, Attempt: 1}, {Do: Result, State: Random, Attempt: 1}, {Do: Settle, Attempt: 1},
				{Do: Start}, {Do: Result, State: Random}, {Do: Settle},
			},
		},
		"beside another: apply/no-token": {
			Attempts: []Attempt{{Apply: []Answer{{Change: NoToken}}}, {User: 1}},
			Steps: []Step{
				{Do: Start, Attempt: 1}, {Do: Start}, {Do: Result}, {Do: Settle}, {Do: Result, Attempt: 1}, {Do: SettleBound, Attempt: 1},
			},
		},
		"while in process: apply/no-token": {
			Attempts: []Attempt{{Apply: []Answer{{Status: "U", Code: "inProcess"}, {Change: NoToken}}}},
			Steps:    []Step{{Do: Start}, {Do: Result}, {Do: SettleAnswered}},
		},
		"by notification: apply/no-token": {
			Attempts: []Attempt{{Apply: []Answer{{Change: NoToken}}}},
			Steps:    []Step{{Do: Start}, {Do: Notify, Kind: wire.CodeCreated}, {Do: Settle}},
		},
	} {
		s, err := Beyond(name, plan)
		if err != nil || !reflect.DeepEqual(s.Steps, want.Steps) || !reflect.DeepEqual(s.Attempts, want.Attempts) {
			t.Errorf("%s is\n%+v of %+v, want\n%+v of %+v, %v", name, s.Steps, s.Attempts, want.Steps, want.Attempts, err)
		}
	}
	for name, says := range map[string]string{
		"once unbund: state/random":        "did you mean once unbound?",
		"once unbound: state/randm":        "did you mean state/random?",
		"once more: state/again":           "no scenario that can come once more",
		"while in process: state/random":   "no scenario that can come while in process",
		"by notification: consult/refused": "no scenario that can come by notification",
	} {
		if _, err := Beyond(name, plan); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v does not say %q", name, err, says)
		}
	}
}
