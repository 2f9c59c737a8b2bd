package run_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

const code = "6f1dK2v9QwX40zLmB7aYtRc3N8sEuHpJ"

// talkative is a run that has its code in every text that a target or a person can put it into.
func talkative() *run.Run {
	says := func(what string) string { return what + " " + code }
	payload := record.Fields(map[string]record.Value{"authState": record.Text("the state that was staged"), "authCode": record.Text(code)})
	return &run.Run{
		Subject: run.Subject{Kind: run.Wallet, Name: says("Acme"), Version: says("5.2"), Source: code + ".js"},
		Error:   &run.RunError{Kind: run.Harness, Message: says("it died with") + " and a1b2c3d4e5f6a7b8c9"},
		Baseline: &run.Baseline{File: "known.yaml", Entries: []run.BaselineEntry{
			{Rule: "settles", Reason: says("known"), Link: "https://issues.example/" + code},
		}},
		Notes: []string{says("a note on"), "approve/all-callbacks"},
		Rules: []run.Rule{{
			ID: "settles", Reason: says("for"), Untested: []run.Untested{{Scenario: "approve/all-callbacks", Reason: says("since")}},
			Findings: []run.Finding{{
				Scenario: "approve/all-callbacks", Expected: says("not"), Observed: says("but"), Reproduce: "signspec wallet " + code + ".js",
				File: code + ".js", Known: &run.Known{Reason: says("known"), Link: code},
			}},
		}},
		Records: []record.Record{{
			ID: "approve/all-callbacks#1", Scenario: "approve/all-callbacks", API: "my.signContract", End: record.Settled,
			Stage:  &record.Stage{Outcome: record.Approve, AuthState: "the state that was staged"},
			Events: []record.Event{{Type: record.Success, Args: []record.Value{payload}, Place: &record.Place{File: code + ".js", Line: 1}}},
		}},
	}
}

// TestTheNameOfAModuleIsNoSecret has the stack of an error hold a name that looks like a token.
func TestTheNameOfAModuleIsNoSecret(t *testing.T) {
	const name = "acme-wallet-build-27"
	stack := record.Fields(map[string]record.Value{"stack": record.Text("TypeError: not a function\n    at deliver (" + name + ".js:73:18)")})
	r := &run.Run{
		Subject: run.Subject{Kind: run.Wallet, Source: "wallets/" + name + ".js"},
		Records: []record.Record{{ID: "a#1", Scenario: "a", API: "my.signContract", End: record.Settled,
			Events: []record.Event{{Type: record.Uncaught, Args: []record.Value{stack}}}}},
	}
	data, err := json.Marshal(run.Mask(r).Run())
	if err != nil || strings.Count(string(data), name) != 2 {
		t.Errorf("%v: %s", err, data)
	}
}

func TestMaskMasksEveryTextOfARun(t *testing.T) {
	r := talkative()
	masked := run.Mask(r).Run()
	data, err := json.Marshal(masked)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), code[:8]) || strings.Contains(string(data), "a1b2c3d4") {
		t.Errorf("it gives a secret away: %s", data)
	}
	for _, want := range []string{
		"the state that was staged", "approve/all-callbacks", `"file":"known.yaml"`,
		"a note on \\u003cmasked string of 32\\u003e",
	} {
		if !strings.Contains(string(data), want) {
			t.Errorf("it does not say %s any more: %s", want, data)
		}
	}
	if !reflect.DeepEqual(r, talkative()) {
		t.Error("masking has changed the run itself")
	}
}

func TestMaskingAMaskedRunChangesNothing(t *testing.T) {
	once := run.Mask(talkative()).Run()
	if twice := run.Mask(once).Run(); !reflect.DeepEqual(once, twice) {
		before, _ := json.Marshal(once)
		after, _ := json.Marshal(twice)
		t.Errorf("%s\nbecomes\n%s", before, after)
	}
}

func TestSecretsAreShownOnlyWhereThatIsAskedFor(t *testing.T) {
	r := talkative()
	if run.ShowSecrets(r).Run() != r {
		t.Error("a run whose secrets are to be shown is another one")
	}
	if (run.Masked{}).Run() != nil {
		t.Error("the zero Masked holds a run")
	}
}
