package audit

import "bytes"

// order is how a time stands to the one before it.
type order int

const (
	equal    order = iota
	earlier        // the first is the earlier one
	later          // the first is the later one
	notTimes       // the second is not written as plainly as this reads it
)

// compareTimes compares two times of events as they are written: whole digits, and a fraction where there is one. The first
// has been compared before; nil is earlier than any.
func compareTimes(a, b []byte) order {
	whole, fraction, ok := plainNumber(b)
	if !ok {
		return notTimes
	}
	if a == nil {
		return earlier
	}
	before, beforeFraction, _ := plainNumber(a)
	if n := len(before) - len(whole); n != 0 {
		return sign(n)
	}
	if n := bytes.Compare(before, whole); n != 0 {
		return sign(n)
	}
	return sign(bytes.Compare(beforeFraction, fraction))
}

func sign(n int) order {
	switch {
	case n < 0:
		return earlier
	case n > 0:
		return later
	}
	return equal
}

// mostDigits of a number are told apart by a float64, whatever they are.
const mostDigits = 15

// plainNumber splits a number such as 812.5 that has no sign, no exponent and no zeros that mean nothing, so that one number
// is written in one way.
func plainNumber(text []byte) (whole, fraction []byte, ok bool) {
	whole, fraction, dotted := bytes.Cut(text, []byte{'.'})
	if len(text) > mostDigits || len(whole) == 0 || whole[0] == '0' && len(whole) > 1 {
		return nil, nil, false
	}
	if dotted && (len(fraction) == 0 || fraction[len(fraction)-1] == '0') {
		return nil, nil, false
	}
	for _, part := range [][]byte{whole, fraction} {
		for _, c := range part {
			if c < '0' || c > '9' {
				return nil, nil, false
			}
		}
	}
	return whole, fraction, true
}
