package merchant

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/draw"
)

func TestPlanNamesEveryScenarioOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range NewPlan(schemas.Documented()).Scenarios {
		if seen[s.Name] {
			t.Errorf("%s is planned twice", s.Name)
		}
		seen[s.Name] = true
	}
}

func TestPlanStagesEveryAnswerOfWalletAndServer(t *testing.T) {
	answered := map[How]bool{}
	served := map[ServerAnswer]bool{}
	for _, s := range NewPlan(schemas.Documented()).Scenarios {
		for _, a := range s.Wallet.Answers {
			answered[a.How] = true
		}
		served[s.Server.Prepare], served[s.Server.Result], served[s.Server.Status] = true, true, true
	}
	for _, how := range []How{Plain, Doubled, Sync, Late, Overdue, SuccessThenFail, CompleteFirst, BareComplete,
		TradePayDone, SignCenterDone, Silence, EmptyFailure, UndocumentedCode, NumericCode,
		ErrorMessageOnly, WithoutCode, EmptyCode, NullCode, PaySignCenter, Throws, OldContainer, CallbackPromise} {
		if !answered[how] {
			t.Errorf("no scenario answers with %s", how)
		}
	}
	for _, how := range []ServerAnswer{Answers, Status500, EmptyBody, MissingField, NoAnswer, NetworkError, Accepts, Rejects} {
		if !served[how] {
			t.Errorf("no scenario has a server that does %s", how)
		}
	}
}

func TestCanaries(t *testing.T) {
	first, second := drawCanaries(schemas.Documented(), draw.From("a")), drawCanaries(schemas.Documented(), draw.From("b"))
	if first.AuthCode == second.AuthCode || first.AuthState == second.AuthState || first.SignStr == second.SignStr {
		t.Error("two runs have the same canaries")
	}
	for name, c := range map[string]struct {
		text        string
		least, most int
	}{"state": {first.AuthState, 22, 50}, "code": {first.AuthCode, 24, 32}, "sign string": {first.SignStr, 1198, 1198}} {
		if got := utf8.RuneCountInString(c.text); got < c.least || got > c.most {
			t.Errorf("the %s has %d characters, want %d to %d", name, got, c.least, c.most)
		}
	}
	if !strings.Contains(first.SignStr, "%2525") {
		t.Error("the sign string has no encoding inside of an encoding")
	}
	rebell, err := schemas.LoadProfile("rebell")
	if err != nil {
		t.Fatal(err)
	}
	if drawCanaries(rebell, draw.From("a")).AuthState != "" {
		t.Error("a state is handed out where the profile returns none")
	}
}

func TestScenariosTravelAsJSON(t *testing.T) {
	s, _ := NewPlan(schemas.Documented()).Scenario("flow/again-after-" + string(record.Cancel))
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var back Scenario
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if len(back.Wallet.Answers) != 2 || back.Wallet.Answers[0].Outcome != record.Cancel || back.Wallet.Answers[1].Outcome != record.Approve || back.Flow.Starts != 2 {
		t.Errorf("%s came back as %+v", data, back)
	}
}
