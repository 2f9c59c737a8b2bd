package server

import (
	"reflect"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/wire"
)

func TestWhoReturnsIsWhatTheNameSays(t *testing.T) {
	plan := NewPlan(schemas.Documented())
	all := Returning(plan, everything())
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
		"once unbound: signature/tampered", "once unbound: apply/in-process",
	} {
		if !names[name] {
			t.Errorf("%s is not performed", name)
		}
	}
	if c := CoveredBehind(plan, everything(), all); c.Covered != c.Of || c.Of < 40 {
		t.Errorf("of what users had before %+v is covered", c)
	}
	if c := CoveredBehind(plan, everything(), nil); c.Covered != 0 {
		t.Errorf("nothing covers %+v", c)
	}
	for _, s := range Returning(plan, []string{"notify", "sessions"}) {
		if strings.HasPrefix(s.Name, "once unbound") || strings.HasPrefix(s.Name, "once cancelled") {
			t.Errorf("%s needs a status", s.Name)
		}
	}
}

func TestWhatIsStagedForWhoReturns(t *testing.T) {
	s, err := Beyond("once cancelled: attempt/another-users-who-started", NewPlan(schemas.Documented()))
	want := []Step{
		{Do: Start, Attempt: 2}, {Do: Result, Attempt: 2}, {Do: SettleBound, Attempt: 2},
		{Do: Notify, Attempt: 2, Kind: wire.TokenCanceled}, {Do: SettleEnded, Attempt: 2},
		{Do: Start}, {Do: Start, Attempt: 1}, {Do: Result, By: 2}, {Do: Settle, By: 2}, {Do: Settle},
	}
	if err != nil || !reflect.DeepEqual(s.Steps, want) || !reflect.DeepEqual(s.Attempts, []Attempt{{}, {User: 1}, {}}) {
		t.Errorf("it is\n%+v of %+v, want\n%+v, %v", s.Steps, s.Attempts, want, err)
	}
	for name, says := range map[string]string{
		"once unbund: state/random":  "did you mean unbound?",
		"once unbound: state/randm":  "did you mean state/random?",
		"once unbound: control/good": "no scenario that can come behind something",
	} {
		if _, err := Beyond(name, NewPlan(schemas.Documented())); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v does not say %q", name, err, says)
		}
	}
}
