package audit

import (
	"bytes"
	"cmp"
)

// moment is the time of an event as it is written: whole digits, and a fraction where there is one. The zero moment is before
// any.
type moment struct{ whole, fraction []byte }

// compare says whether a moment is earlier than another (-1), later (1) or the same (0).
func (m moment) compare(other moment) int {
	return cmp.Or(cmp.Compare(len(m.whole), len(other.whole)), bytes.Compare(m.whole, other.whole), bytes.Compare(m.fraction, other.fraction))
}

// mostDigits of a number are told apart by a float64, whatever they are.
const mostDigits = 15

// readMoment reads a number such as 812.5 that has no sign, no exponent and no zeros that mean nothing, so that one number is
// written in one way.
func readMoment(text []byte) (m moment, ok bool) {
	point := len(text)
	for i, c := range text {
		if c == '.' && point == len(text) {
			point = i
		} else if c < '0' || c > '9' {
			return moment{}, false
		}
	}
	m.whole = text[:point]
	if len(text) > mostDigits || point == 0 || text[0] == '0' && point > 1 {
		return moment{}, false
	}
	if point < len(text) {
		m.fraction = text[point+1:]
		return m, len(m.fraction) > 0 && text[len(text)-1] != '0'
	}
	return m, true
}
