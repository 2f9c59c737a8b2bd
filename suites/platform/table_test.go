package platform_test

import (
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/platform"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/rule/ruletest"
)

func TestWhatNobodyClaimsComesOfAll(t *testing.T) {
	portal, err := schemas.LoadPortal(schemas.DefaultPortal)
	if err != nil {
		t.Fatal(err)
	}
	ruletest.Collects(t, platform.Table(), platform.NewPlan(portal.Profile()), "notify-content", platform.Unclaimed)
}

// TestTableHasEveryRule demands that the table has every rule of the catalogue, in its order, and that each rests on
// scenarios of some edition's plan.
func TestTableHasEveryRule(t *testing.T) {
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	planned := map[string]bool{}
	for _, name := range schemas.PortalNames() {
		portal, err := schemas.LoadPortal(name)
		if err != nil {
			t.Fatal(err)
		}
		for id, scenarios := range rule.Scenarios(platform.Table(), platform.NewPlan(portal.Profile())) {
			planned[id] = planned[id] || len(scenarios) > 0
		}
	}
	matchers := platform.Matchers()
	rules := catalogue.RulesOf(schemas.OpenPlatform)
	if len(matchers) != len(rules) {
		t.Fatalf("%d rows for %d rules", len(matchers), len(rules))
	}
	for i, r := range rules {
		if matchers[i].Rule() != r.ID {
			t.Errorf("row %d is %s, want %s", i, matchers[i].Rule(), r.ID)
		}
		if !planned[r.ID] {
			t.Errorf("no plan has a scenario for %s", r.ID)
		}
	}
}
