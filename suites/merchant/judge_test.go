package merchant_test

import (
	"context"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
	"github.com/signspec/signspec/suites/merchant"
	"github.com/signspec/signspec/suites/rule"
)

func judged(t *testing.T, program merchant.Program) map[string]rule.Result {
	t.Helper()
	results, err := merchant.Judge(context.Background(), program, merchant.Options{})
	if err != nil {
		t.Fatal(err)
	}
	byRule := map[string]rule.Result{}
	for _, r := range results {
		byRule[r.Rule.ID] = r
	}
	return byRule
}

func TestAProgramThatNeverCallsBreaksOneRuleAndLeavesTheOthersUntested(t *testing.T) {
	for id, r := range judged(t, &shop{neverCalls: true}) {
		want := rule.Untested
		switch id {
		case "calls-sign-contract":
			want = rule.Broken
		case "no-sign-without-str", "no-uncaught-errors":
			want = rule.Held
		}
		if r.Status != want {
			t.Errorf("%s is %s, want %s: %s", id, r.Status, want, r.Reason)
		}
	}
}

func TestWhatAServerCannotBeToldLeavesOnlyItsOwnRulesUntested(t *testing.T) {
	for id, r := range judged(t, &shop{unstaged: merchant.Rejects}) {
		want := rule.Held
		if id == "waits-for-server" || id == "success-needs-code" {
			want = rule.Untested
		}
		if r.Status != want {
			t.Errorf("%s is %s, want %s: %s", id, r.Status, want, r.Reason)
		}
	}
}

func TestAFindingCarriesThePlaceInTheSource(t *testing.T) {
	r := judged(t, &shop{logs: true})["code-not-logged"]
	if r.Status != rule.Broken {
		t.Fatalf("code-not-logged is %s", r.Status)
	}
	f := r.Findings[0]
	if f.Place == nil || f.Place.File != "pages/pay.js" || f.Record.Scenario != "outcome/approve" {
		t.Errorf("the finding is of %s at %v", f.Record.Scenario, f.Place)
	}
	if message := r.Message(); !strings.Contains(message, "place     pages/pay.js:") {
		t.Errorf("no place in\n%s", message)
	}
}

func TestAProgramThatCannotBeLoadedLeavesEveryRuleUntested(t *testing.T) {
	results, err := merchant.Judge(context.Background(), &shop{unloadable: true}, merchant.Options{})
	if err == nil || err.Error() != "app.json: there is none" {
		t.Errorf("the error is %v", err)
	}
	if len(results) != len(merchant.Matchers()) {
		t.Errorf("%d results for %d rules", len(results), len(merchant.Matchers()))
	}
	for _, r := range results {
		if r.Status != rule.Untested || r.Reason != "the run had ended before" {
			t.Errorf("%s is %s: %s", r.Rule.ID, r.Status, r.Reason)
		}
	}
}

func TestRecordsJudgeLikeTheProgramThatTheyAreOf(t *testing.T) {
	for name, program := range map[string]*shop{"correct": {}, "never calls": {neverCalls: true}, "logs the code": {logs: true}} {
		var saved, maskedRecords []record.Record
		masker := secret.NewMasker()
		results, err := merchant.Judge(context.Background(), program, merchant.Options{Options: rule.Options[merchant.Scenario]{
			Observe: func(_ merchant.Scenario, p rule.Performance) {
				for _, r := range p.Records {
					saved = append(saved, r)
					maskedRecords = append(maskedRecords, masker.Record(r))
				}
			},
		}})
		if err != nil {
			t.Fatal(err)
		}
		for kind, records := range map[string][]record.Record{"as they are": saved, "masked": maskedRecords} {
			again := judged(t, merchant.Recorded{Records: records})
			for _, r := range results {
				if got := again[r.Rule.ID]; got.Status != r.Status || len(got.Findings) != len(r.Findings) {
					t.Errorf("%s, %s: %s was %s and is %s: %s", name, kind, r.Rule.ID, r.Status, got.Status, got.Reason)
				}
			}
		}
	}
}
