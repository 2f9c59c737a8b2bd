package wallet_test

import (
	"testing"

	. "github.com/onsi/gomega"

	"github.com/signspec/signspec/schemas"
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
	g.Expect(calls).To(BeNumerically("<", 2600))
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
	_, err := wallet.Described("approve, canel", schemas.Documented())
	g.Expect(err).To(MatchError(ContainSubstring(`"canel" is no outcome`)))
}
