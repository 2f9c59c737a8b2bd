package merchant_test

import (
	"testing"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/gomega"

	"github.com/signspec/signspec/suites/merchant"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/specs"
)

// TestShop is a merchant's own Ginkgo suite: the specs of the contract stand beside the merchant's own.
func TestShop(t *testing.T) {
	gomega.RegisterFailHandler(ginkgo.Fail)
	program := &shop{}
	var described, last string
	steps := 0
	session, err := specs.Merchant(program, merchant.Options{
		Described: func(d merchant.Description) { described = d.Name },
		Options: rule.Options[merchant.Scenario]{
			Progress: func(number, _ int, s merchant.Scenario) { steps, last = number, s.Name },
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	ginkgo.RunSpecs(t, "Shop")

	g := gomega.NewWithT(t)
	results := session.Results()
	g.Expect(results).To(gomega.HaveLen(len(merchant.Matchers())))
	for _, r := range results {
		if r.Status != rule.Held {
			t.Errorf("%s is %s: %s %v", r.Rule.ID, r.Status, r.Reason, r.Findings)
		}
	}
	g.Expect(described).To(gomega.Equal("Shop"))
	g.Expect(steps).To(gomega.Equal(len(program.performed)))
	g.Expect(last).To(gomega.Equal(program.performed[steps-1]))
	seen := map[string]bool{}
	for _, name := range program.performed {
		g.Expect(seen[name]).To(gomega.BeFalse(), "%s was performed twice", name)
		seen[name] = true
	}
}
