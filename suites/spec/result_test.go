package spec_test

import (
	"testing"

	. "github.com/onsi/gomega"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/spec"
)

func TestConclude(t *testing.T) {
	rule := schemas.Rule{ID: "some-rule"}
	j := func(scenario string, status spec.Status, reason string) spec.Judgement {
		return spec.Judgement{Record: record.Record{Scenario: scenario}, Status: status, Reason: reason}
	}
	notStaged := []spec.Missing{{Scenario: "b", Reason: "the sandbox cannot do that"}}
	for _, c := range []struct {
		name       string
		each       bool
		judgements []spec.Judgement
		untested   []spec.Missing
		status     spec.Status
		reason     string
	}{
		{"held in all", true, []spec.Judgement{j("a", spec.Held, ""), j("b", spec.Held, "")}, nil, spec.Held, ""},
		{"one is enough for an invariant", false, []spec.Judgement{j("a", spec.Held, "")}, notStaged, spec.Held, ""},
		{"each demands each", true, []spec.Judgement{j("a", spec.Held, ""), j("b", spec.Unjudged, "silent")}, nil, spec.Untested, "not shown in b: silent"},
		{"each demands those that could not be staged", true, []spec.Judgement{j("a", spec.Held, "")}, notStaged, spec.Untested, "not shown in b: the sandbox cannot do that"},
		{"broken weighs more than untested", true, []spec.Judgement{j("a", spec.Broken, "")}, notStaged, spec.Broken, ""},
		{"held in one call of a scenario, unjudged in another", true, []spec.Judgement{j("a", spec.Unjudged, "first"), j("a", spec.Held, "")}, nil, spec.Held, ""},
		{"nothing could show it", false, []spec.Judgement{j("a", spec.Unjudged, "silent"), j("b", spec.Unjudged, "silent")}, nil, spec.Untested, "silent"},
		{"nothing could show it, for several reasons", false, []spec.Judgement{j("a", spec.Unjudged, "x"), j("b", spec.Unjudged, "y")}, nil, spec.Untested, "no call of this run could show it"},
		{"nothing to say", false, []spec.Judgement{j("a", spec.NotApplicable, "no promise"), j("b", spec.Unjudged, "silent")}, nil, spec.NotApplicable, "no promise"},
		{"no records at all", false, nil, notStaged, spec.Untested, "the sandbox cannot do that"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := NewWithT(t)
			got := spec.Conclude(rule, c.each, c.judgements, c.untested)
			g.Expect(got.Status).To(Equal(c.status))
			g.Expect(got.Reason).To(Equal(c.reason))
		})
	}
}
