package matchers_test

import (
	"os"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant/matchers"
	"github.com/signspec/signspec/suites/rule"
)

func TestEveryRuleHasAMatcherInAFileOfItsName(t *testing.T) {
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	all := matchers.All()
	rules := catalogue.RulesOf(schemas.MiniProgram)
	if len(all) != len(rules) {
		t.Fatalf("%d matchers for %d rules", len(all), len(rules))
	}
	for i, rule := range rules {
		if all[i].Rule() != rule.ID {
			t.Errorf("matcher %d is of %s, the rule is %s", i, all[i].Rule(), rule.ID)
		}
		if _, err := os.Stat(strings.ReplaceAll(rule.ID, "-", "_") + ".go"); err != nil {
			t.Errorf("%s: %v", rule.ID, err)
		}
	}
}

// TestNothingIsBrokenByARecordThatShowsNothing gives every matcher what a crash or a file from elsewhere may hold.
func TestNothingIsBrokenByARecordThatShowsNothing(t *testing.T) {
	died := visited(matchers.Outcome(record.Fail), record.Fail).Record
	died.Stage, died.End, died.Reason = nil, record.Crashed, "memory limit"
	foreign := record.Record{ID: "approve/all-callbacks#1", Scenario: "approve/all-callbacks", API: "my.signContract", Events: []record.Event{
		{Type: record.Success, Args: []record.Value{value(granted)}}, {Type: record.Called}, {Type: record.Shown}, {Type: record.Requested}, {Type: record.Delivered},
	}}
	for _, m := range matchers.All() {
		for name, r := range map[string]record.Record{"died": died, "described": described("prepare").Record, "foreign": foreign} {
			for _, j := range m.Judge(r) {
				may := m.Rule() == "no-uncaught-errors" && name == "died" || m.Rule() == "calls-sign-contract" && name == "foreign"
				if j.Status == rule.Broken && !may {
					t.Errorf("%s is broken by a record that %s: %s", m.Rule(), name, j.Observed)
				}
			}
		}
	}
}
