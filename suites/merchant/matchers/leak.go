package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
)

// leaks says which of a record's shares give the code away: they hold eight of its characters in a row, as they are or
// encoded; or, in the plain approval, they change with it as an encoding does. What is the same where the code is
// another has nothing to do with the code.
func (in evidence) leaks(r record.Record) []bool {
	shares := in.shares(r)
	leaked := make([]bool, len(shares))
	seek := in.sought(r)
	approved, ok := in.approved()
	for i, s := range shares {
		leaked[i] = slices.ContainsFunc(s.texts, seek) && !in.constant(r, s)
		if ok && r.ID == approved.ID && !leaked[i] {
			leaked[i] = in.encodes(i, s)
		}
	}
	return leaked
}

// sought returns what looks for the code of a record. In one that was masked, that is what stands for
// it, or for a part of it.
func (in evidence) sought(r record.Record) func(string) bool {
	code := codeOf(r)
	if masked(r) {
		return func(s string) bool { return secret.HoldsNote(s) || betrays(record.Text(s), code) }
	}
	return kept(in, of{"sought", code}, func() func(string) bool { return secret.Seek(code).In })
}

// controls returns the plain approvals with another first and another second half of the code.
func (in evidence) controls() (first, second record.Record, ok bool) {
	first, ok = in.scenario(OtherFirstHalf)
	if !ok {
		return first, second, false
	}
	second, ok = in.scenario(OtherSecondHalf)
	return first, second, ok
}

// constant says whether the same is shared where both halves of the code are others.
func (in evidence) constant(r record.Record, s share) bool {
	first, second, ok := in.controls()
	if !ok || r.ID == first.ID || r.ID == second.ID {
		return false
	}
	same := func(other share) bool { return other.to == s.to && slices.Equal(other.texts, s.texts) }
	return slices.ContainsFunc(in.shares(first), same) && slices.ContainsFunc(in.shares(second), same)
}

// encodes says whether the share of a number encodes the code: its text changes in one place with the first half of the
// code and in another with the second. A hash or what was enciphered changes all over, and a mask hardly.
func (in evidence) encodes(number int, s share) bool {
	first, second, ok := in.controls()
	if !ok {
		return false
	}
	a, b := in.shares(first), in.shares(second)
	if number >= len(a) || number >= len(b) || a[number].to != s.to || b[number].to != s.to {
		return false
	}
	for i, text := range s.texts {
		if i < len(a[number].texts) && i < len(b[number].texts) && inHalves(text, a[number].texts[i], b[number].texts[i]) {
			return true
		}
	}
	return false
}

// fewestRevealed is how many characters of a half change at least where it is encoded; less is a mask.
const fewestRevealed = 8

// inHalves says whether a text differs from one text in one part and from the other in another part, in whatever order
// the parts stand.
func inHalves(text, first, second string) bool {
	fromFirst, toFirst := changed(text, first)
	fromSecond, toSecond := changed(text, second)
	if toFirst-fromFirst < fewestRevealed || toSecond-fromSecond < fewestRevealed {
		return false
	}
	return toFirst <= fromSecond || toSecond <= fromFirst
}

// changed returns where a text differs from another one: from the first character that differs to behind the last.
func changed(text, other string) (from, to int) {
	for from < len(text) && from < len(other) && text[from] == other[from] {
		from++
	}
	to = len(text)
	for end := len(other); to > from && end > from && text[to-1] == other[end-1]; end-- {
		to--
	}
	return from, to
}
