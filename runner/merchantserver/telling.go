package merchantserver

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/signspec/signspec/runner/httpcall"
)

// telling is what tells the ends of attempts apart in an answer; nil is nothing.
type telling struct{ bound, pending *httpcall.Match }

// differing finds the value in which two good answers agree and a refused one differs, and how that is where the end is unknown.
func differing(good, again, refused, unknown answer) telling {
	if good.status == 0 || good.status != again.status || good.err != nil || refused.err != nil {
		return telling{}
	}
	leaves := func(a answer) map[string]any {
		all := map[string]any{}
		httpcall.EachLeaf(a.body, func(path string, leaf any) {
			if value, ok := httpcall.At(a.body, path); ok && value == leaf { // a name may hold a dot
				all[path] = leaf
			}
		})
		return all
	}
	mine, other, bad, open := leaves(good), leaves(again), leaves(refused), leaves(unknown)
	var paths []string
	for _, path := range slices.Sorted(maps.Keys(mine)) {
		if value := mine[path]; value != nil && value == other[path] && value != bad[path] && len(fmt.Sprint(value)) <= longestTelling {
			paths = append(paths, path)
		}
	}
	if len(paths) == 0 && good.status == refused.status {
		return telling{}
	}
	f := telling{bound: &httpcall.Match{Status: good.status}}
	if len(paths) == 0 {
		return f
	}
	best := slices.MinFunc(paths, func(a, b string) int { return words(mine[a]) - words(mine[b]) })
	f.bound.JSON = map[string]any{best: mine[best]}
	value, otherwise := open[best], open[best] != bad[best] || unknown.status != refused.status
	if value != nil && value != mine[best] && otherwise && words(value) == 0 {
		f.pending = &httpcall.Match{Status: unknown.status, JSON: map[string]any{best: value}}
	}
	return f
}

// longestTelling is how long a value may be that tells how an attempt ended.
const longestTelling = 64

// words counts the blanks of a value: what is for a person to read changes more easily.
func words(value any) int { return strings.Count(fmt.Sprint(value), " ") }
