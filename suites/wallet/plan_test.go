package wallet_test

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	. "github.com/onsi/gomega"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wallet"
)

func plan(t *testing.T, name, profile string) wallet.Plan {
	t.Helper()
	p, err := schemas.LoadProfile(profile)
	NewWithT(t).Expect(err).NotTo(HaveOccurred())
	made, err := wallet.NewPlan(name, p)
	NewWithT(t).Expect(err).NotTo(HaveOccurred())
	return made
}

func count(scenarios ...wallet.Scenario) int {
	n := 0
	for _, authorisations := range wallet.Authorisations(scenarios...) {
		n += authorisations
	}
	return n
}

func TestTheFullPlanHasEveryScenarioOnce(t *testing.T) {
	g := NewWithT(t)
	full := plan(t, wallet.Full, "documented")
	names := map[string]bool{}
	ids := map[string]bool{}
	for _, s := range full.Scenarios {
		g.Expect(names).NotTo(HaveKey(s.Name))
		names[s.Name] = true
		for _, c := range s.Calls {
			g.Expect(ids).NotTo(HaveKey(c.ID))
			ids[c.ID] = true
			g.Expect(c.ID).To(HavePrefix(s.Name + "#"))
		}
	}
	g.Expect(len(full.Scenarios)).To(BeNumerically(">=", 45))
	for _, name := range []string{
		"approve/all-callbacks", "cancel/all-callbacks", "network/all-callbacks", "unknown/all-callbacks", "fail/all-callbacks",
		"approve/no-callbacks", "approve/success", "approve/fail", "approve/complete", "approve/success+fail", "approve/success+complete", "approve/fail+complete",
		"cancel/no-callbacks", "cancel/success", "cancel/fail", "cancel/complete", "cancel/success+fail", "cancel/success+complete", "cancel/fail+complete",
		"state/1", "state/255", "state/256", "sign-str/long", "sign-str/absent", "sign-str/function",
		"throwing/success", "throwing/fail", "throwing/complete", "frozen/approve",
		"overlap/approve+approve", "overlap/approve+cancel", "overlap/cancel+approve",
		"recover/cancel", "recover/network", "recover/unknown", "recover/fail", "recover/refused-parameter", "in-a-row/approve",
	} {
		g.Expect(names).To(HaveKey(name))
	}
}

func TestTheThriftyPlanCostsTwelveAuthorisationsAndShowsEveryMustRule(t *testing.T) {
	g := NewWithT(t)
	thrifty := plan(t, wallet.Thrifty, "documented")
	g.Expect(count(thrifty.Scenarios...)).To(BeNumerically("<=", 12))
	catalogue, err := schemas.LoadCatalogue()
	g.Expect(err).NotTo(HaveOccurred())
	scenarios := rule.Scenarios(wallet.Table(), thrifty)
	for _, of := range catalogue.RulesOf(schemas.Wallet) {
		if of.Level == schemas.Must && of.Group != "availability" {
			g.Expect(scenarios[of.ID]).NotTo(BeEmpty(), of.ID)
		}
	}
}

// TestEveryThriftyPlanHasAnApprovalThatNobodyDisturbs holds for contracts without a state as well, where the longest state
// is none.
func TestEveryThriftyPlanHasAnApprovalThatNobodyDisturbs(t *testing.T) {
	for _, profile := range schemas.ProfileNames() {
		g := NewWithT(t)
		thrifty := plan(t, wallet.Thrifty, profile)
		g.Expect(count(thrifty.Scenarios...)).To(BeNumerically("<=", 12), profile)
		g.Expect(thrifty.Scenarios).To(ContainElement(Satisfy(func(s wallet.Scenario) bool {
			c := s.Calls[0]
			return c.Stage != nil && c.Stage.Outcome == record.Approve && c.Fill != "" && len(c.Callbacks) == 3
		})), profile)
	}
}

func TestStatesHaveTheirLengthsAndAreNeverTheSame(t *testing.T) {
	g := NewWithT(t)
	seen := map[string]bool{}
	for _, s := range plan(t, wallet.Full, "documented").Scenarios {
		for _, c := range s.Calls {
			if c.Stage == nil {
				continue
			}
			n := utf8.RuneCountInString(c.Stage.AuthState)
			switch s.Name {
			case "state/1":
				g.Expect(n).To(Equal(1))
			case "state/255":
				g.Expect(n).To(Equal(255))
			case "state/256":
				g.Expect(n).To(Equal(256))
			}
			g.Expect(n).To(BeNumerically(">", 0), c.ID)
			g.Expect(seen).NotTo(HaveKey(c.Stage.AuthState), c.ID)
			seen[c.Stage.AuthState] = true
		}
	}
}

func TestTheLongSignStringIsARealOnesSize(t *testing.T) {
	g := NewWithT(t)
	s, ok := plan(t, wallet.Full, "documented").Scenario("sign-str/long")
	g.Expect(ok).To(BeTrue())
	signStr := s.Calls[0].Stage.SignStr
	g.Expect(signStr).To(HaveLen(1198))
	_, err := url.ParseQuery(signStr[strings.Index(signStr, "?")+1:])
	g.Expect(err).NotTo(HaveOccurred(), "every escape in it is whole")
	g.Expect(signStr).To(ContainSubstring("%252525"), "an encoding within an encoding")
}

func TestAContractWithoutStateStagesNone(t *testing.T) {
	g := NewWithT(t)
	for _, s := range plan(t, wallet.Full, "qicard").Scenarios {
		g.Expect(s.Name).NotTo(HavePrefix("state/"))
		for _, c := range s.Calls {
			if c.Stage != nil {
				g.Expect(c.Stage.AuthState).To(BeEmpty())
			}
			if c.Fill != "" {
				g.Expect(c.Fill).To(Equal("authorizationUrl"))
			}
		}
	}
}

func TestARefusedParameterCostsNoAuthorisation(t *testing.T) {
	g := NewWithT(t)
	for _, s := range plan(t, wallet.Full, "documented").Scenarios {
		if strings.HasPrefix(s.Name, "sign-str/") && s.Name != "sign-str/long" || strings.HasPrefix(s.Name, "arguments/") {
			g.Expect(count(s)).To(BeZero(), s.Name)
		}
	}
	s, _ := plan(t, wallet.Full, "documented").Scenario("recover/refused-parameter")
	g.Expect(wallet.Authorisations(s)).To(Equal(map[record.Outcome]int{record.Approve: 1}))
}

func TestAnUnknownPlanIsAnError(t *testing.T) {
	_, err := wallet.NewPlan("cheap", schemas.Documented())
	NewWithT(t).Expect(err).To(MatchError(ContainSubstring("full and thrifty")))
}

// TestAPersonDoesTheSameThingOverAndOver counts how often a person at a device has to read what to do next: as seldom
// as the scenarios allow, in which each failure is followed by an approval.
func TestAPersonDoesTheSameThingOverAndOver(t *testing.T) {
	for name, want := range map[string]int{wallet.Full: 12, wallet.Thrifty: 9} {
		g := NewWithT(t)
		instructions, last, idle := 0, "", false
		for _, s := range plan(t, name, "documented").Scenarios {
			outcomes := s.Authorised()
			if idle {
				g.Expect(outcomes).To(BeEmpty(), "%s comes when the person has gone", s.Name)
			}
			idle = len(outcomes) == 0
			tasks := make([]string, 0, len(outcomes))
			for _, o := range outcomes {
				tasks = append(tasks, string(o))
			}
			if s.Overlap {
				tasks = []string{strings.Join(tasks, "+")}
			}
			for _, task := range tasks {
				if task != last {
					instructions++
				}
				last = task
			}
		}
		g.Expect(idle).To(BeTrue())
		g.Expect(instructions).To(Equal(want), name)
	}
}
