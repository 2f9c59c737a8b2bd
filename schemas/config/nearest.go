package config

import (
	"slices"
	"strings"
)

// Most names that are suggested at once: with more, the reader is better served by the whole list.
const mostSuggestions = 3

// Nearest returns the candidates that name was probably meant to be, the nearest first: those that at most a third of
// its letters (and always two, though never more than half) separate from it, upper and lower case being the same, and
// that are not much further from it than the nearest.
func Nearest(name string, candidates []string) []string {
	type scored struct {
		name     string
		distance int
	}
	var near []scored
	limit := max(2, len([]rune(name))/3)
	for _, candidate := range candidates {
		d := distance([]rune(strings.ToLower(name)), []rune(strings.ToLower(candidate)))
		if d <= limit && 2*d <= max(len([]rune(name)), len([]rune(candidate))) {
			near = append(near, scored{candidate, d})
		}
	}
	slices.SortStableFunc(near, func(a, b scored) int { return a.distance - b.distance })
	names := make([]string, 0, mostSuggestions)
	for _, s := range near[:min(len(near), mostSuggestions)] {
		if s.distance > near[0].distance+1 {
			break
		}
		names = append(names, s.name)
	}
	return names
}

// distance counts the letters to insert, delete, replace or swap with their neighbour that turn a into b.
func distance(a, b []rune) int {
	before, last := []int(nil), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}

// DidYouMean ends a sentence about an unknown name: "; did you mean x or y?", or nothing.
func DidYouMean(name string, candidates []string) string {
	near := Nearest(name, candidates)
	if len(near) == 0 {
		return ""
	}
	return "; did you mean " + strings.Join(near, " or ") + "?"
}
