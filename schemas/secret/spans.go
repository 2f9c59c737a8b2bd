package secret

import "unicode/utf8"

// span is a piece of a text that gives a secret away, in bytes.
type span struct{ start, end int }

// foldedASCII and signASCII say of each ASCII character what it is folded to, and whether it is a sign.
var foldedASCII, signASCII = asciiTables()

func asciiTables() (folded [utf8.RuneSelf]byte, signs [utf8.RuneSelf]bool) {
	for c := range rune(utf8.RuneSelf) {
		folded[c], signs[c] = fold(c), isSign(c)
	}
	return folded, signs
}

// spans finds every piece of a text that is made of windows of secrets: its characters in a row, or with something
// between them. Pieces that overlap are one.
func (m *Masker) spans(s string) []span {
	if len(s) < enough || m.secret.count == 0 {
		return nil
	}
	var found []span
	var plain, tight roll
	for i := 0; i < len(s); {
		b, sign, width := byte(0), false, 1
		if c := s[i]; c < utf8.RuneSelf {
			b, sign = foldedASCII[c], signASCII[c]
		} else if m.letters[utf8.RuneSelf] { // a secret has characters that are not ASCII
			var r rune
			r, width = utf8.DecodeRuneInString(s[i:])
			b, sign = fold(r), isSign(r)
		} else {
			plain.seen = 0
			i++
			continue
		}
		if !m.letters[b] {
			plain.seen, i = 0, i+width
			if sign {
				tight.seen = 0
			}
			continue
		}
		if v, full := plain.push(b); full && m.gives(v) {
			found = join(found, span{back(s, i+width, false), i + width})
		}
		if sign {
			if v, full := tight.push(b); full && (plain.seen < enough || tight.last != plain.last) && m.gives(v) {
				found = join(found, span{back(s, i+width, true), i + width})
			}
		}
		i += width
	}
	return found
}

// back is where a window begins that ends at a place: that many characters, or signs, before it.
func back(s string, end int, signs bool) int {
	for left := enough; left > 0; {
		r, width := utf8.DecodeLastRuneInString(s[:end])
		end -= width
		if !signs || isSign(r) {
			left--
		}
	}
	return end
}

// gives says whether a window gives a secret away: it is of one, and of nothing that anybody may know.
func (m *Masker) gives(v window) bool { return m.secret.has(v) && !m.open.has(v) }

// join adds a piece that ends after every other.
func join(found []span, s span) []span {
	for len(found) > 0 && s.start < found[len(found)-1].end {
		s.start = min(s.start, found[len(found)-1].start)
		found = found[:len(found)-1]
	}
	return append(found, s)
}
