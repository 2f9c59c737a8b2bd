package wallet_test

import (
	"slices"
	"testing"

	. "github.com/onsi/gomega"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

func TestWhatIsExploredIsTheSameEachTimeAndItsNamesDescribeIt(t *testing.T) {
	g := NewWithT(t)
	first, second := wallet.Explored(schemas.Documented()), wallet.Explored(schemas.Documented())
	g.Expect(second).To(HaveLen(len(first)))
	calls := 0
	names := map[string]bool{}
	for i, s := range first {
		g.Expect(second[i].Name).To(Equal(s.Name))
		g.Expect(names).NotTo(HaveKey(s.Name))
		names[s.Name] = true
		calls += len(s.Calls)
	}
	t.Logf("%d scenarios, %d calls", len(first), calls)
	g.Expect(calls).To(BeNumerically("<", 3400))
}

func TestADescriptionIsReadAsItIsWritten(t *testing.T) {
	g := NewWithT(t)
	for number := range 200 {
		s := wallet.Random(schemas.Documented(), 7, number)
		again, err := wallet.Described(s.Name, schemas.Documented())
		g.Expect(err).NotTo(HaveOccurred())
		g.Expect(again.Name).To(Equal(s.Name))
		g.Expect(again.Calls).To(HaveLen(len(s.Calls)))
	}
	many, err := wallet.Described("cancel, 101 x approve(arrow), approve", schemas.Documented())
	g.Expect(err).NotTo(HaveOccurred())
	g.Expect(many.Name).To(Equal("cancel, 101 x approve(arrow), approve"))
	g.Expect(many.Calls).To(HaveLen(103))
	_, err = wallet.Described("1001 x approve", schemas.Documented())
	g.Expect(err).To(MatchError(ContainSubstring(`"1001 x approve" is no outcome`)))
	_, err = wallet.Described("approve, canel", schemas.Documented())
	g.Expect(err).To(MatchError(ContainSubstring(`"canel" is no outcome`)))
}

// TestWhatACallbackReturnsIsTriedWhereItIsCalled holds for each outcome: the callback that tells of it is passed, and complete,
// which shows what came of it.
func TestWhatACallbackReturnsIsTriedWhereItIsCalled(t *testing.T) {
	g := NewWithT(t)
	tried := map[string]bool{}
	for _, s := range wallet.Explored(schemas.Documented()) {
		for _, c := range s.Calls {
			if c.Stage == nil || c.Fill == "" || c.Caller == nil || !slices.Contains(c.Callbacks, "complete") {
				continue
			}
			teller := "fail"
			if c.Stage.Outcome == record.Approve {
				teller = "success"
			}
			if slices.Contains(c.Callbacks, teller) {
				tried[string(c.Stage.Outcome)+" "+c.Caller.Does] = true
				tried[string(c.Stage.Outcome)+" "+c.Caller.Function] = true
			}
		}
	}
	for _, o := range record.Outcomes() {
		for _, value := range []string{"pending", "returns-false", "throws-error", "rejects", "arrow", "async", "native", "reused"} {
			g.Expect(tried).To(HaveKey(string(o) + " " + value))
		}
	}
}
