package compare_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	. "github.com/onsi/gomega"

	"github.com/signspec/signspec/reports/compare"
	"github.com/signspec/signspec/reports/run"
)

func rule(id, level string, status run.Status, brokenIn ...string) run.Rule {
	r := run.Rule{ID: id, Level: level, Status: status}
	for _, s := range brokenIn {
		r.Findings = append(r.Findings, run.Finding{Scenario: s})
	}
	return r
}

func concluded(verdict run.Verdict, rules ...run.Rule) *run.Run {
	return &run.Run{Verdict: verdict, Rules: rules, Subject: run.Subject{Name: "Acme <b>|", Version: "1"}}
}

func TestRuns(t *testing.T) {
	const id, must, should = "settles", run.Must, run.Should
	for _, c := range []struct {
		name       string
		old, new   *run.Run
		kind       compare.Kind
		regression bool
	}{
		{"nothing changed", concluded(run.Conformant, rule(id, must, run.Held)), concluded(run.Conformant, rule(id, must, run.Held)), "", false},
		{"held, then broken", concluded(run.Conformant, rule(id, must, run.Held)),
			concluded(run.Nonconformant, rule(id, must, run.Broken, "a")), compare.NewlyBroken, true},
		{"a should breaks", concluded(run.Conformant, rule(id, should, run.Held)),
			concluded(run.Conformant, rule(id, should, run.Broken, "a")), compare.NewlyBroken, true},
		{"broken in one more scenario", concluded(run.Nonconformant, rule(id, must, run.Broken, "a")),
			concluded(run.Nonconformant, rule(id, must, run.Broken, "a", "b")), compare.NewlyBroken, true},
		{"broken in another scenario", concluded(run.Nonconformant, rule(id, must, run.Broken, "a")),
			concluded(run.Nonconformant, rule(id, must, run.Broken, "b")), compare.NewlyBroken, true},
		{"mended", concluded(run.Nonconformant, rule(id, must, run.Broken, "a")), concluded(run.Conformant, rule(id, must, run.Held)),
			compare.NewlyHeld, false},
		{"mended in part", concluded(run.Nonconformant, rule(id, must, run.Broken, "a", "b")),
			concluded(run.Nonconformant, rule(id, must, run.Broken, "a")), compare.Other, false},
		{"a must is no longer tested", concluded(run.Conformant, rule(id, must, run.Held)),
			concluded(run.Inconclusive, rule(id, must, run.NotTested)), compare.NoLonger, true},
		{"a should is no longer tested", concluded(run.Conformant, rule(id, should, run.Held)),
			concluded(run.Conformant, rule(id, should, run.NotTested)), compare.NoLonger, false},
		{"a broken must is no longer tested", concluded(run.Nonconformant, rule(id, must, run.Broken, "a")),
			concluded(run.Inconclusive, rule(id, must, run.NotTested)), compare.NoLonger, true},
		{"a must is gone", concluded(run.Conformant, rule(id, must, run.Held)), concluded(run.Conformant), compare.NoLonger, true},
		{"a rule is new and held", concluded(run.Conformant), concluded(run.Conformant, rule(id, must, run.Held)), compare.NewlyHeld, false},
		{"a rule is new and broken", concluded(run.Conformant), concluded(run.Nonconformant, rule(id, must, run.Broken, "a")),
			compare.NewlyBroken, true},
		{"the verdict alone got worse", concluded(run.Conformant, rule(id, must, run.Held)), concluded(run.Failed, rule(id, must, run.Held)),
			"", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := NewWithT(t)
			got, err := compare.Runs(run.Mask(c.old), run.Mask(c.new))
			g.Expect(err).NotTo(HaveOccurred())
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
	c, err := compare.Runs(run.Mask(concluded(run.Conformant, rule("settles", run.Must, run.Held))),
		run.Mask(concluded(run.Nonconformant, rule("settles", run.Must, run.Broken, "cancel/fail\x1b[31m"))))
	g.Expect(err).NotTo(HaveOccurred())
	var text, markdown, object bytes.Buffer
	g.Expect(compare.WriteText(&text, c)).To(Succeed())
	g.Expect(compare.WriteMarkdown(&markdown, c)).To(Succeed())
	g.Expect(compare.WriteJSON(&object, c)).To(Succeed())
	g.Expect(text.String()).To(And(ContainSubstring("Newly broken"), ContainSubstring("held -> broken in cancel/fail"),
		ContainSubstring("a regression"), Not(ContainSubstring("\x1b"))))
	g.Expect(markdown.String()).To(And(ContainSubstring("| Newly broken | settles |"), Not(ContainSubstring("<b>")),
		Not(ContainSubstring("Acme <"))))
	var back compare.Comparison
	g.Expect(json.Unmarshal(object.Bytes(), &back)).To(Succeed())
	g.Expect(back).To(Equal(c))
}

func TestARunThatIsNotMaskedIsRefused(t *testing.T) {
	masked := run.Mask(concluded(run.Conformant))
	for _, pair := range [][2]run.Masked{{masked, {}}, {{}, masked}} {
		if _, err := compare.Runs(pair[0], pair[1]); !errors.Is(err, run.ErrNotMasked) {
			t.Errorf("the error is %v", err)
		}
	}
}
