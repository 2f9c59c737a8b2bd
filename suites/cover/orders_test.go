package cover

import (
	"testing"

	"github.com/onsi/gomega"
)

func TestOrdersHaveEveryOrderOfThree(t *testing.T) {
	g := gomega.NewWithT(t)
	for n, orders := range map[int]int{3: 6, 4: 24, 7: 210} {
		seen := map[int]bool{}
		made := Orders(n)
		for _, p := range made {
			g.Expect(p).To(gomega.HaveLen(n))
			eachThree(p, func(three int) { seen[three] = true })
		}
		g.Expect(seen).To(gomega.HaveLen(orders))
		t.Logf("%d permutations of %d", len(made), n)
		g.Expect(len(made)).To(gomega.BeNumerically("<=", 14), "there are few of them")
	}
}

func BenchmarkOrders(b *testing.B) {
	for b.Loop() {
		Orders(7)
	}
}
