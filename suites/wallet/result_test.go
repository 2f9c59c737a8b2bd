package wallet

import (
	"testing"

	. "github.com/onsi/gomega"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/matchers"
)

func TestConclude(t *testing.T) {
	rule := schemas.Rule{ID: "some-rule"}
	j := func(scenario string, status matchers.Status, reason string) matchers.Judgement {
		return matchers.Judgement{Record: record.Record{Scenario: scenario}, Status: status, Reason: reason}
	}
	notStaged := []Missing{{"b", "the sandbox cannot do that"}}
	for _, c := range []struct {
		name       string
		each       bool
		judgements []matchers.Judgement
		untested   []Missing
		status     Status
		reason     string
	}{
		{"held in all", true, []matchers.Judgement{j("a", matchers.Held, ""), j("b", matchers.Held, "")}, nil, Held, ""},
		{"one is enough for an invariant", false, []matchers.Judgement{j("a", matchers.Held, "")}, notStaged, Held, ""},
		{"each demands each", true, []matchers.Judgement{j("a", matchers.Held, ""), j("b", matchers.Unjudged, "silent")}, nil, Untested, "not shown in b: silent"},
		{"each demands those that could not be staged", true, []matchers.Judgement{j("a", matchers.Held, "")}, notStaged, Untested, "not shown in b: the sandbox cannot do that"},
		{"broken weighs more than untested", true, []matchers.Judgement{j("a", matchers.Broken, "")}, notStaged, Broken, ""},
		{"held in one call of a scenario, unjudged in another", true, []matchers.Judgement{j("a", matchers.Unjudged, "first"), j("a", matchers.Held, "")}, nil, Held, ""},
		{"nothing could show it", false, []matchers.Judgement{j("a", matchers.Unjudged, "silent"), j("b", matchers.Unjudged, "silent")}, nil, Untested, "silent"},
		{"nothing could show it, for several reasons", false, []matchers.Judgement{j("a", matchers.Unjudged, "x"), j("b", matchers.Unjudged, "y")}, nil, Untested, "no call of this run could show it"},
		{"nothing to say", false, []matchers.Judgement{j("a", matchers.NotApplicable, "no promise"), j("b", matchers.Unjudged, "silent")}, nil, NotApplicable, "no promise"},
		{"no records at all", false, nil, notStaged, Untested, "the sandbox cannot do that"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := NewWithT(t)
			got := conclude(rule, c.each, c.judgements, c.untested)
			g.Expect(got.Status).To(Equal(c.status))
			g.Expect(got.Reason).To(Equal(c.reason))
		})
	}
}
