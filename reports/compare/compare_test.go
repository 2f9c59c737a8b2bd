package compare_test

import (
	"bytes"
	"encoding/json"
	"testing"

	. "github.com/onsi/gomega"

	"github.com/signspec/signspec/reports"
	"github.com/signspec/signspec/reports/compare"
)

func rule(id, level string, status reports.Status, brokenIn ...string) reports.Rule {
	r := reports.Rule{ID: id, Level: level, Status: status}
	for _, s := range brokenIn {
		r.Findings = append(r.Findings, reports.Finding{Scenario: s})
	}
	return r
}

func run(verdict reports.Verdict, rules ...reports.Rule) *reports.Run {
	return &reports.Run{Verdict: verdict, Rules: rules, Subject: reports.Subject{Name: "Acme <b>|", Version: "1"}}
}

func TestRuns(t *testing.T) {
	const id, must, should = "settles", reports.Must, reports.Should
	for _, c := range []struct {
		name       string
		old, new   *reports.Run
		kind       compare.Kind
		regression bool
	}{
		{"nothing changed", run(reports.Conformant, rule(id, must, reports.Held)), run(reports.Conformant, rule(id, must, reports.Held)), "", false},
		{"held, then broken", run(reports.Conformant, rule(id, must, reports.Held)), run(reports.Nonconformant, rule(id, must, reports.Broken, "a")), compare.NewlyBroken, true},
		{"a should breaks", run(reports.Conformant, rule(id, should, reports.Held)), run(reports.Conformant, rule(id, should, reports.Broken, "a")), compare.NewlyBroken, true},
		{"broken in one more scenario", run(reports.Nonconformant, rule(id, must, reports.Broken, "a")), run(reports.Nonconformant, rule(id, must, reports.Broken, "a", "b")), compare.NewlyBroken, true},
		{"broken in another scenario", run(reports.Nonconformant, rule(id, must, reports.Broken, "a")), run(reports.Nonconformant, rule(id, must, reports.Broken, "b")), compare.NewlyBroken, true},
		{"mended", run(reports.Nonconformant, rule(id, must, reports.Broken, "a")), run(reports.Conformant, rule(id, must, reports.Held)), compare.NewlyHeld, false},
		{"mended in part", run(reports.Nonconformant, rule(id, must, reports.Broken, "a", "b")), run(reports.Nonconformant, rule(id, must, reports.Broken, "a")), compare.Other, false},
		{"a must is no longer tested", run(reports.Conformant, rule(id, must, reports.Held)), run(reports.Inconclusive, rule(id, must, reports.NotTested)), compare.NoLonger, true},
		{"a should is no longer tested", run(reports.Conformant, rule(id, should, reports.Held)), run(reports.Conformant, rule(id, should, reports.NotTested)), compare.NoLonger, false},
		{"a broken must is no longer tested", run(reports.Nonconformant, rule(id, must, reports.Broken, "a")), run(reports.Inconclusive, rule(id, must, reports.NotTested)), compare.NoLonger, true},
		{"a must is gone", run(reports.Conformant, rule(id, must, reports.Held)), run(reports.Conformant), compare.NoLonger, true},
		{"a rule is new and held", run(reports.Conformant), run(reports.Conformant, rule(id, must, reports.Held)), compare.NewlyHeld, false},
		{"a rule is new and broken", run(reports.Conformant), run(reports.Nonconformant, rule(id, must, reports.Broken, "a")), compare.NewlyBroken, true},
		{"the verdict alone got worse", run(reports.Conformant, rule(id, must, reports.Held)), run(reports.Failed, rule(id, must, reports.Held)), "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := NewWithT(t)
			got := compare.Runs(c.old, c.new)
			g.Expect(got.Regression).To(Equal(c.regression))
			if c.kind == "" {
				g.Expect(got.Changes).To(BeEmpty())
				return
			}
			g.Expect(got.Changes).To(HaveLen(1))
			g.Expect(got.Changes[0].Kind).To(Equal(c.kind))
		})
	}
}

func TestEveryFormatTellsTheChange(t *testing.T) {
	g := NewWithT(t)
	c := compare.Runs(run(reports.Conformant, rule("settles", reports.Must, reports.Held)),
		run(reports.Nonconformant, rule("settles", reports.Must, reports.Broken, "cancel/fail\x1b[31m")))
	var text, markdown, object bytes.Buffer
	g.Expect(compare.WriteText(&text, c)).To(Succeed())
	g.Expect(compare.WriteMarkdown(&markdown, c)).To(Succeed())
	g.Expect(compare.WriteJSON(&object, c)).To(Succeed())
	g.Expect(text.String()).To(And(ContainSubstring("Newly broken"), ContainSubstring("held -> broken in cancel/fail"), ContainSubstring("a regression"), Not(ContainSubstring("\x1b"))))
	g.Expect(markdown.String()).To(And(ContainSubstring("| Newly broken | settles |"), Not(ContainSubstring("<b>")), Not(ContainSubstring("Acme <"))))
	var back compare.Comparison
	g.Expect(json.Unmarshal(object.Bytes(), &back)).To(Succeed())
	g.Expect(back).To(Equal(c))
}
