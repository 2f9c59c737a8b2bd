package matchers_test

import (
	"testing"

	. "github.com/onsi/gomega"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
	"github.com/signspec/signspec/suites/wallet"
	"github.com/signspec/signspec/suites/wallet/matchers"
)

func TestAnAssertionAboutNothingNeverPasses(t *testing.T) {
	g := NewWithT(t)
	for _, actual := range []any{
		[]record.Record{},
		cancel().silent().r, // never ended: nothing can be said of complete-last
		"not a record",
	} {
		_, err := matchers.CompleteLast().Match(actual)
		g.Expect(err).To(HaveOccurred(), "%v", actual)
	}
}

func TestAMatcherJudgesUnderAProfile(t *testing.T) {
	g := NewWithT(t)
	field, err := schemas.LoadProfile("field")
	g.Expect(err).NotTo(HaveOccurred())
	long := approve().succeeds("a code of more than thirty-two characters").r
	g.Expect(long).NotTo(matchers.AuthCodeLength())
	g.Expect(long).To(matchers.AuthCodeLength().Under(field))
}

func TestARuleWithoutObjectIsNotApplicable(t *testing.T) {
	g := NewWithT(t)
	noState, err := schemas.LoadProfile("besuperapp")
	g.Expect(err).NotTo(HaveOccurred())
	judgements := matchers.AuthStateEcho().Under(noState).Judge(approve().succeeds("code").r)
	g.Expect(judgements[0].Status).To(Equal(matchers.NotApplicable))
	g.Expect(judgements[0].Reason).NotTo(BeEmpty())
}

func TestMessagesNeverShowACode(t *testing.T) {
	g := NewWithT(t)
	const code = "very-secret-code"
	wrong := cancel().succeeds(code).complete().r
	m := matchers.ErrorCancelled()
	ok, err := m.Match(wrong)
	g.Expect(err).NotTo(HaveOccurred())
	g.Expect(ok).To(BeFalse())
	g.Expect(m.FailureMessage(wrong)).To(ContainSubstring("success was called with"))
	g.Expect(m.FailureMessage(wrong)).NotTo(ContainSubstring(code))
}

// What is masked is judged as what it masks.
func TestMaskedRecordsAreJudgedAlike(t *testing.T) {
	g := NewWithT(t)
	clear := append(correctRun(), staged("in-a-row/approve#2", record.Approve).succeeds("code-1").r,
		approve().succeeds("a code of more than thirty-two characters").r)
	masker := secret.NewMasker()
	masker.Learn(clear...)
	masked := make([]record.Record, len(clear))
	for i, r := range clear {
		masked[i] = masker.Record(r)
	}
	for _, m := range wallet.Matchers() {
		before, after := m.Judge(clear...), m.Judge(masked...)
		for i := range before {
			g.Expect(after[i].Status).To(Equal(before[i].Status), "%s on %s", m.Rule(), clear[i].ID)
		}
	}
}

// A code that is handed over in a shape nobody documented is no more shown than one in its field.
func TestMessagesNeverShowACodeOfAnotherShape(t *testing.T) {
	g := NewWithT(t)
	const code = "6f1dK2v9QwX40zLmB7aYtRc3N8sEuHpJ"
	for _, payload := range []record.Value{
		record.Text(code), record.List(record.Text("state"), record.Text(code)), record.Text(`["state","` + code + `"]`),
	} {
		wrong := cancel().event(record.Success, payload).r
		m := matchers.ErrorCancelled()
		ok, err := m.Match(wrong)
		g.Expect(err).NotTo(HaveOccurred())
		g.Expect(ok).To(BeFalse())
		g.Expect(m.FailureMessage(wrong)).To(ContainSubstring("success was called with"))
		g.Expect(m.FailureMessage(wrong)).NotTo(ContainSubstring(code[:8]))
	}
}
