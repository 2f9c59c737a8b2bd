package secret

import "slices"

// rounds is how often a text is looked through again for what overlapped with what has just been masked. What is left
// then is made to be, and is masked whole.
const rounds = 16

// recode masks what a text says in an encoding, and says it again in the same one, so that whatever else it says can
// still be read.
func (m *Masker) recode(s string, depth int) string {
	if depth == 0 || len(s) < shortestRun {
		return s
	}
	for range rounds {
		masked := m.maskEncoded(s, depth-1)
		if len(masked) == 0 {
			return s
		}
		for _, e := range masked {
			s = s[:e.Start] + e.encode(e.Plain) + s[e.End:]
		}
	}
	return partNote(len(s))
}

// maskEncoded returns the pieces of a text that say a secret, with what they say once it is masked: those that do not
// overlap, the shortest that are enough, the last one first, so that the places of the others stay right.
func (m *Masker) maskEncoded(s string, depth int) []Encoded {
	var masked []Encoded
	for _, e := range Encodings(s) {
		if plain := m.mask(e.Plain, depth); plain != e.Plain {
			e.Plain = plain
			masked = append(masked, e)
		}
	}
	slices.SortStableFunc(masked, func(a, b Encoded) int { return (a.End - a.Start) - (b.End - b.Start) })
	var apart []Encoded
	for _, e := range masked {
		if !slices.ContainsFunc(apart, func(other Encoded) bool { return e.Start < other.End && other.Start < e.End }) {
			apart = append(apart, e)
		}
	}
	slices.SortFunc(apart, func(a, b Encoded) int { return b.Start - a.Start })
	return apart
}
