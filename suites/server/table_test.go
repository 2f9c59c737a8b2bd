package server_test

import (
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/rule/ruletest"
	"github.com/signspec/signspec/suites/server"
)

func TestTable(t *testing.T) {
	portal, err := schemas.LoadPortal(schemas.DefaultPortal)
	if err != nil {
		t.Fatal(err)
	}
	ruletest.Table(t, schemas.MerchantServer, server.Table(), server.NewPlan(portal.Profile()), server.Scenario{Name: server.Described})
	ruletest.Collects(t, server.Table(), server.NewPlan(portal.Profile()), "secrets-not-logged", server.Logged)
}

func TestEveryEditionHasAPlan(t *testing.T) {
	for _, name := range schemas.PortalNames() {
		portal, err := schemas.LoadPortal(name)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, s := range server.NewPlan(portal.Profile()).Names() {
			if seen[s] {
				t.Errorf("%s: the scenario %s stands twice", name, s)
			}
			seen[s] = true
		}
	}
}
