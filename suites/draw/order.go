package draw

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"slices"
)

// Order returns the items in an order that follows from the seed and their names, which differ: any two of them stand in the
// same order whatever others there are. Items that stay keep their place.
func Order[T any](seed string, items []T, name func(T) string, stays func(T) bool) []T {
	type ranked struct {
		item T
		name string
		rank [sha256.Size]byte
	}
	var moved []ranked
	for _, item := range items {
		if !stays(item) {
			moved = append(moved, ranked{item, name(item), sha256.Sum256([]byte("signspec order 1\n" + seed + "\n" + name(item)))})
		}
	}
	slices.SortFunc(moved, func(a, b ranked) int {
		return cmp.Or(bytes.Compare(a.rank[:], b.rank[:]), cmp.Compare(a.name, b.name))
	})
	ordered := slices.Clone(items)
	next := 0
	for i, item := range items {
		if !stays(item) {
			ordered[i] = moved[next].item
			next++
		}
	}
	return ordered
}
