package secret

import (
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// enough is how many characters in a row give a secret away. A shorter secret guards nothing, and masking every "1" of
// a report would only make it unreadable.
const enough = 8

// window is that many characters, folded to a byte each, and the same for either direction.
type window uint64

// fold makes a byte of a character: an ASCII one in lower case, of any other one a byte that no ASCII one has. Two of
// those may share theirs: then too much is masked, which takes eight such accidents in a row.
func fold(r rune) byte {
	if r >= utf8.RuneSelf {
		r = unicode.ToLower(r)
	}
	switch {
	case 'A' <= r && r <= 'Z':
		return byte(r) + 'a' - 'A'
	case r < utf8.RuneSelf:
		return byte(r)
	}
	return byte(uint32(r)*0x9E3779B1>>24) | utf8.RuneSelf
}

// isSign says whether a character is one that codes are made of; anything else may stand between those.
func isSign(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// windows is a set of windows, in a hash table of its own: every character of every record is looked up.
type windows struct {
	slots []window // 0 where free; a window of nothing but NUL characters is no secret
	count int
	shift int
}

// smallest is the number of slots to begin with, as a power of two.
const smallest = 10

func (w *windows) has(v window) bool {
	if w.count == 0 {
		return false
	}
	for i := w.slot(v); ; i = (i + 1) & (len(w.slots) - 1) {
		if w.slots[i] == v {
			return v != 0
		}
		if w.slots[i] == 0 {
			return false
		}
	}
}

func (w *windows) add(v window) {
	if v == 0 || w.has(v) {
		return
	}
	if 2*w.count >= len(w.slots) {
		w.grow()
	}
	w.put(v)
	w.count++
}

func (w *windows) put(v window) {
	i := w.slot(v)
	for w.slots[i] != 0 {
		i = (i + 1) & (len(w.slots) - 1)
	}
	w.slots[i] = v
}

func (w *windows) grow() {
	old := w.slots
	w.slots = make([]window, max(2*len(old), 1<<smallest))
	w.shift = 64 - bits.TrailingZeros(uint(len(w.slots)))
	for _, v := range old {
		if v != 0 {
			w.put(v)
		}
	}
}

// slot is where a window belongs: the upper bits of its product with the golden ratio.
func (w *windows) slot(v window) int { return int(uint64(v) * 0x9E3779B97F4A7C15 >> w.shift) }

// roll holds the last characters that were seen, folded.
type roll struct {
	last uint64
	seen int
}

// push takes the next character, and says which window it completes.
func (r *roll) push(c byte) (v window, full bool) {
	r.last = r.last<<8 | uint64(c)
	r.seen++
	return window(min(r.last, bits.ReverseBytes64(r.last))), r.seen >= enough
}

// windowsOf calls f for every window of a text: as it stands, and without what may stand between its characters.
func windowsOf(text string, f func(window)) {
	var plain, tight roll
	for _, c := range text {
		b := fold(c)
		if v, full := plain.push(b); full {
			f(v)
		}
		if isSign(c) {
			if v, full := tight.push(b); full && tight.last != plain.last {
				f(v)
			}
		}
	}
}
