package engine

import "strings"

// point moves an offset of a script from where the engine says that something happened to where a person looks for it,
// and where browsers and Node.js say that it is: from the parenthesis of a call to the name that is called, or to new;
// from a dot to the name of the member.
func point(script string, offset int) int {
	if offset < 0 || offset >= len(script) {
		return offset
	}
	switch script[offset] {
	case '(', '`':
		return pointOfCall(script, offset)
	case 'r':
		if strings.HasPrefix(script[offset:], "return") {
			if call := callReturned(script, offset); call > offset {
				return pointOfCall(script, call)
			}
		}
	case '.':
		return afterBlanks(script, offset+1)
	case '?':
		if strings.HasPrefix(script[offset:], "?.") {
			return afterBlanks(script, offset+2)
		}
	}
	return offset
}

// calleeAt returns what is called where the engine says that a call is; "" where that is no name.
func calleeAt(script string, offset int) string {
	if offset < 0 || offset >= len(script) {
		return ""
	}
	if strings.HasPrefix(script[offset:], "return") {
		offset = callReturned(script, offset)
	}
	if offset >= len(script) || script[offset] != '(' {
		return ""
	}
	return rendered(strings.TrimSuffix(strings.TrimRight(script[:offset], blanks), "?."))
}

// rendered is the expression that a text ends with, as V8 shows what cannot be called: f(...).g[0].
func rendered(text string) string {
	text = strings.TrimRight(text, blanks)
	if name := nameAtEnd(text); name != "" {
		before := strings.TrimRight(text[:len(text)-len(name)], blanks)
		if owner, ok := strings.CutSuffix(before, "."); ok {
			return rendered(strings.TrimSuffix(owner, "?")) + "." + name
		}
		return name
	}
	if !strings.HasSuffix(text, ")") && !strings.HasSuffix(text, "]") {
		return "(intermediate value)"
	}
	open := opening(text)
	if open < 0 {
		return "(intermediate value)"
	}
	owner := strings.TrimRight(text[:open], blanks)
	follows := nameAtEnd(owner) != "" || strings.HasSuffix(owner, ")") || strings.HasSuffix(owner, "]")
	switch inner := text[open+1 : len(text)-1]; {
	case !follows || nameAtEnd(owner) == "return":
		return "(intermediate value)"
	case text[open] == '(':
		return rendered(owner) + "(...)"
	case len(inner) > 2 && (inner[0] == '"' || inner[0] == '\''):
		return rendered(owner) + "." + inner[1:len(inner)-1]
	default:
		return rendered(owner) + "[" + inner + "]"
	}
}

// opening returns where the bracket opens with whose end the text ends, -1 where it does not.
func opening(text string) int {
	depth := 0
	for i := len(text) - 1; i >= 0; i-- {
		switch text[i] {
		case ')', ']', '}':
			depth++
		case '(', '[', '{':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// callReturned returns the parenthesis of the call whose result a return returns: the engine says where the return is.
// That is the last one before the statement ends.
func callReturned(script string, begin int) int {
	var open []int
	last := begin
	for i := begin; i < len(script); i++ {
		switch script[i] {
		case '(', '[', '{':
			open = append(open, i)
		case ')', ']', '}':
			if len(open) == 0 {
				return last
			}
			if script[i] == ')' && len(open) == 1 {
				last = open[0]
			}
			open = open[:len(open)-1]
		case ';', '\n':
			if len(open) == 0 {
				return last
			}
		case '"', '\'', '`':
			i += quoted(script[i:]) - 1
		}
	}
	return last
}

// quoted returns the length of the string that a text begins with.
func quoted(text string) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case text[0]:
			return i + 1
		}
	}
	return len(text)
}

func pointOfCall(script string, parenthesis int) int {
	whole := strings.TrimSuffix(strings.TrimRight(script[:parenthesis], blanks), "?.")
	name := nameAtEnd(whole)
	if name == "" {
		return parenthesis
	}
	begin := len(strings.TrimRight(whole, blanks)) - len(name)
	before := callee(whole)
	if word := strings.TrimRight(whole[:before], blanks); len(word) < before && nameAtEnd(word) == "new" {
		return len(word) - len("new")
	}
	return begin
}

// callee returns where the names with dots between them begin with which a text ends: a.b.name.
func callee(text string) (begin int) {
	for {
		text = strings.TrimRight(text, blanks)
		name := nameAtEnd(text)
		begin = len(text) - len(name)
		before := strings.TrimRight(text[:begin], blanks)
		if name == "" || !strings.HasSuffix(before, ".") {
			return begin
		}
		text = strings.TrimSuffix(before[:len(before)-1], "?")
	}
}

const blanks = " \t\r\n"

func afterBlanks(script string, offset int) int {
	return len(script) - len(strings.TrimLeft(script[offset:], blanks))
}

// nameAtEnd returns the name that a text ends with, blanks after it left out.
func nameAtEnd(text string) string {
	text = strings.TrimRight(text, blanks)
	begin := len(text)
	for begin > 0 && inName(text[begin-1]) {
		begin--
	}
	return text[begin:]
}

// inName says whether a byte may be a part of a name.
func inName(b byte) bool {
	return b == '_' || b == '$' || b == '#' || b >= 0x80 || '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
}
