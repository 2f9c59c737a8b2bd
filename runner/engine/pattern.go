package engine

import "strings"

// longestFunction is the longest text of a function in which a read is looked for, in bytes.
const longestFunction = 1 << 18

// readAfter returns where in a function's text, which is from begin to end, a property is read that is not read at the
// offset itself: the name in a pattern such as const { name } = result, or, where the name is "", the dots of a spread or
// of a rest. It is -1 where the offset is the place.
func readAfter(script string, begin, offset, end int, name string) int {
	if end-begin > longestFunction || saysItself(script, offset, name) {
		return -1
	}
	f := functionText{tokens(script, begin, end), nil}
	f.match()
	first := -1
	for i := range f.tokens {
		at, from, to := f.read(i, name)
		switch {
		case at < 0:
		case offset >= from && offset <= to: // what is taken apart here was computed there
			return at
		case first < 0 && at > offset:
			first = at
		}
	}
	return first
}

// saysItself says whether what stands at the offset reads the property.
func saysItself(script string, offset int, name string) bool {
	if script[offset] == '[' {
		return name != ""
	}
	at := point(script, offset)
	return name != "" && strings.HasPrefix(script[at:], name) && (at+len(name) >= len(script) || !inName(script[at+len(name)])) &&
		strings.IndexByte(".?", script[offset]) >= 0
}

// functionText is a function as tokens; closing is, for each that opens a bracket, the one that closes it.
type functionText struct {
	tokens  []token
	closing map[int]int
}

func (f *functionText) match() {
	f.closing = map[int]int{}
	var open []int
	for i, t := range f.tokens {
		if t.kind != markToken {
			continue
		}
		switch t.text {
		case "(", "[", "{":
			open = append(open, i)
		case ")", "]", "}":
			if n := len(open); n > 0 {
				f.closing[open[n-1]] = i
				open = open[:n-1]
			}
		}
	}
}

func (f *functionText) is(i int, texts ...string) bool {
	if i < 0 || i >= len(f.tokens) || f.tokens[i].kind == literalToken {
		return false
	}
	for _, text := range texts {
		if f.tokens[i].text == text {
			return true
		}
	}
	return false
}

// read says whether a token reads the property: where, and in which part of the script the value is computed that it is
// read from.
func (f *functionText) read(i int, name string) (at, from, to int) {
	if name == "" {
		if !f.is(i, "...") || !f.is(f.opener(i), "{") {
			return -1, 0, 0
		}
	} else if !f.is(i, name) || !f.is(i-1, "{", ",") || !f.is(i+1, ",", "}", ":", "=") {
		return -1, 0, 0
	}
	equals := f.takesApart(f.opener(i))
	switch {
	case equals >= 0:
		return f.tokens[i].at, f.tokens[equals].at, f.statementEnd(equals)
	case name == "" && i+1 < len(f.tokens):
		return f.tokens[i+1].at, -1, -1 // what is spread
	}
	return -1, 0, 0
}

// opener returns the innermost bracket that is open at a token, -1 where none is.
func (f *functionText) opener(i int) int {
	for j := i - 1; j >= 0; j-- {
		if closed, ok := f.closing[j]; ok && closed > i {
			return j
		}
	}
	return -1
}

// takesApart returns the token after a bracket that makes a pattern of what is in it: the =, the of, the arrow or body of
// a function whose parameter it is; -1 where it is none.
func (f *functionText) takesApart(bracket int) int {
	for bracket >= 0 {
		next := f.closing[bracket] + 1
		switch {
		case f.is(next, "=", "of"):
			return next
		case f.is(bracket, "(") && f.is(next, "=>", "{"):
			return next
		case f.is(bracket, "(") || !f.is(next, ",", "}", "]", ")"):
			return -1
		}
		bracket = f.opener(bracket)
	}
	return -1
}

// statementEnd returns the offset at which what begins at a token ends.
func (f *functionText) statementEnd(i int) int {
	for i++; i < len(f.tokens); i++ {
		if closed, ok := f.closing[i]; ok {
			i = closed
			continue
		}
		if f.is(i, ";", ",", ")", "]", "}") {
			return f.tokens[i].at
		}
	}
	if len(f.tokens) == 0 {
		return 0
	}
	return f.tokens[len(f.tokens)-1].at
}
