package matchers_test

import (
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
	"github.com/signspec/signspec/suites/merchant/matchers"
	"github.com/signspec/signspec/suites/rule"
)

// TestNothingIsBrokenByARecordThatShowsNothing gives every matcher what a crash or a file from elsewhere may hold.
func TestNothingIsBrokenByARecordThatShowsNothing(t *testing.T) {
	died := visited(matchers.Outcome(record.Fail), record.Fail).Record
	died.Stage, died.End, died.Reason = nil, record.Crashed, "memory limit"
	foreign := record.Record{ID: "approve/all-callbacks#1", Scenario: "approve/all-callbacks", API: "my.signContract", Events: []record.Event{
		{Type: record.Success, Args: []record.Value{value(granted)}}, {Type: record.Called}, {Type: record.Shown}, {Type: record.Requested}, {Type: record.Delivered},
	}}
	for _, m := range merchant.Matchers() {
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
