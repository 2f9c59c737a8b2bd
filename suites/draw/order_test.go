package draw

import (
	"fmt"
	"slices"
	"testing"
)

func TestAnOrderFollowsFromTheSeedAndTheNames(t *testing.T) {
	var items []string
	for n := range 40 {
		items = append(items, fmt.Sprint("item ", n))
	}
	order := func(seed string, items []string) []string {
		return Order(seed, items, func(s string) string { return s }, func(s string) bool { return s == "item 7" })
	}
	a, b := order("a", items), order("b", items)
	if !slices.Equal(a, order("a", items)) || slices.Equal(a, b) || slices.Equal(a, items) {
		t.Error("the seed does not say the order, or two say the same")
	}
	if a[7] != "item 7" || b[7] != "item 7" {
		t.Errorf("what stays has moved: %q, %q", a, b)
	}
	sorted := slices.Sorted(slices.Values(a))
	if !slices.Equal(sorted, slices.Sorted(slices.Values(items))) {
		t.Errorf("not every item is there once: %q", a)
	}
	// What is left out changes nothing of the others.
	some := slices.DeleteFunc(slices.Clone(items), func(s string) bool { return s == "item 3" || s == "item 7" })
	rest := slices.DeleteFunc(slices.Clone(a), func(s string) bool { return s == "item 3" || s == "item 7" })
	if !slices.Equal(order("a", some), rest) {
		t.Error("the order of some is not that of all")
	}
}
