package rule_test

import (
	"testing"

	. "github.com/onsi/gomega"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

func TestConclude(t *testing.T) {
	id := schemas.Rule{ID: "some-rule"}
	j := func(scenario string, status rule.Status, reason string) rule.Judgement {
		return rule.Judgement{Record: record.Record{Scenario: scenario}, Status: status, Reason: reason}
	}
	notStaged := []rule.Missing{{Scenario: "b", Reason: "the sandbox cannot do that"}}
	for _, c := range []struct {
		name       string
		each       bool
		judgements []rule.Judgement
		untested   []rule.Missing
		status     rule.Status
		reason     string
	}{
		{"held in all", true, []rule.Judgement{j("a", rule.Held, ""), j("b", rule.Held, "")}, nil, rule.Held, ""},
		{"one is enough for an invariant", false, []rule.Judgement{j("a", rule.Held, "")}, notStaged, rule.Held, ""},
		{"each demands each", true, []rule.Judgement{j("a", rule.Held, ""), j("b", rule.Unjudged, "silent")}, nil, rule.Untested, "not shown in b: silent"},
		{"each demands those that could not be staged", true, []rule.Judgement{j("a", rule.Held, "")}, notStaged, rule.Untested, "not shown in b: the sandbox cannot do that"},
		{"broken weighs more than untested", true, []rule.Judgement{j("a", rule.Broken, "")}, notStaged, rule.Broken, ""},
		{"held in one call of a scenario, unjudged in another", true, []rule.Judgement{j("a", rule.Unjudged, "first"), j("a", rule.Held, "")}, nil, rule.Held, ""},
		{"nothing could show it", false, []rule.Judgement{j("a", rule.Unjudged, "silent"), j("b", rule.Unjudged, "silent")}, nil, rule.Untested, "silent"},
		{"nothing could show it, for several reasons", false, []rule.Judgement{j("a", rule.Unjudged, "x"), j("b", rule.Unjudged, "y")}, nil, rule.Untested, "x"},
		{"nothing to say in one, and not shown in the other", true, []rule.Judgement{j("a", rule.NotApplicable, "none"), j("b", rule.Unjudged, "silent")}, nil, rule.Untested, "silent"},
		{"nothing to say", false, []rule.Judgement{j("a", rule.NotApplicable, "no promise"), j("b", rule.Unjudged, "silent")}, nil, rule.NotApplicable, "no promise"},
		{"nothing to say in one of several", true, []rule.Judgement{j("a", rule.Held, ""), j("b", rule.NotApplicable, "no refresh token")}, nil,
			rule.Held, ""},
		{"no records at all", false, nil, notStaged, rule.Untested, "the sandbox cannot do that"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := NewWithT(t)
			got := rule.Conclude(id, c.each, c.judgements, c.untested)
			g.Expect(got.Status).To(Equal(c.status))
			g.Expect(got.Reason).To(Equal(c.reason))
		})
	}
}
