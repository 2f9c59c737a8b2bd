package engine

import "strings"

// token is a piece of a script: a name, a literal, or punctuation.
type token struct {
	at   int
	text string // of a literal only the first byte
	kind tokenKind
}

type tokenKind int

const (
	nameToken tokenKind = iota
	literalToken
	markToken
)

// longMarks are the punctuation that must not be taken apart.
var longMarks = []string{
	"...", "===", "!==", "=>", "==", "!=", "<=", ">=", "&&=", "||=", "??=", "?.", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
}

// tokens takes a script apart that was compiled before, so that nothing in it can be wrong. The parts of a template
// literal that are code are tokens too.
func tokens(script string, from, to int) []token {
	l := &lexer{script: script, at: from, to: to}
	for l.next() {
	}
	return l.found
}

type lexer struct {
	script string
	at, to int
	found  []token
	// templates are the depths of braces at which the code in template literals ends.
	templates []int
	depth     int
}

func (l *lexer) next() bool {
	for l.at < l.to && strings.IndexByte(blanks, l.script[l.at]) >= 0 {
		l.at++
	}
	if l.at >= l.to {
		return false
	}
	rest := l.script[l.at:l.to]
	switch c := rest[0]; {
	case inName(c):
		length := 1
		for length < len(rest) && inName(rest[length]) {
			length++
		}
		l.add(nameToken, length)
	case c == '"' || c == '\'':
		l.add(literalToken, quoted(rest))
	case c == '`':
		l.template(1)
	case strings.HasPrefix(rest, "//"):
		l.at += len(rest)
		if end := strings.IndexByte(rest, '\n'); end >= 0 {
			l.at += end - len(rest)
		}
	case strings.HasPrefix(rest, "/*"):
		l.at += 2 + strings.Index(rest[2:], "*/") + 2
	case c == '/' && l.operand():
		l.add(literalToken, regexpLength(rest))
	case c == '}' && len(l.templates) > 0 && l.templates[len(l.templates)-1] == l.depth:
		l.templates = l.templates[:len(l.templates)-1]
		l.template(1)
	default:
		l.mark(rest)
	}
	return true
}

func (l *lexer) add(kind tokenKind, length int) {
	length = max(1, min(length, l.to-l.at))
	text := l.script[l.at : l.at+length]
	l.found = append(l.found, token{l.at, text, kind})
	l.at += length
}

func (l *lexer) mark(rest string) {
	for _, m := range longMarks {
		if strings.HasPrefix(rest, m) {
			l.add(markToken, len(m))
			return
		}
	}
	switch rest[0] {
	case '{':
		l.depth++
	case '}':
		l.depth--
	}
	l.add(markToken, 1)
}

// template reads the text of a template literal up to its end or the next code in it; skip is what was read of it.
func (l *lexer) template(skip int) {
	for i := l.at + skip; i < l.to; i++ {
		switch {
		case l.script[i] == '\\':
			i++
		case l.script[i] == '`':
			l.add(literalToken, i+1-l.at)
			return
		case strings.HasPrefix(l.script[i:l.to], "${"):
			l.add(literalToken, i+2-l.at)
			l.templates = append(l.templates, l.depth)
			return
		}
	}
	l.add(literalToken, l.to-l.at)
}

// operand says whether a value is expected, and with it a regular expression, not a division.
func (l *lexer) operand() bool {
	if len(l.found) == 0 {
		return true
	}
	switch last := l.found[len(l.found)-1]; last.kind {
	case nameToken:
		switch last.text {
		case "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "await", "yield", "instanceof":
			return true
		}
		return false
	case literalToken:
		return strings.HasSuffix(last.text, "${")
	default:
		return last.text != ")" && last.text != "]" && last.text != "}"
	}
}

// regexpLength returns the length of the regular expression that a text begins with, its flags included.
func regexpLength(text string) int {
	class := false
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '[':
			class = true
		case ']':
			class = false
		case '/':
			if class {
				continue
			}
			for i++; i < len(text) && inName(text[i]); i++ {
			}
			return i
		}
	}
	return 1
}
