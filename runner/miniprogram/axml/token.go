package axml

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is what a token is.
type kind int

const (
	end     kind = iota
	name         // a name or a word of the language
	literal      // a number, a string, a regular expression
	mark         // punctuation
	wrong        // nothing of the language
)

// token is a piece of an expression.
type token struct {
	kind kind
	text string
	at   int
}

func (t token) is(marks ...string) bool {
	for _, m := range marks {
		if t.kind == mark && t.text == m {
			return true
		}
	}
	return false
}

// marks are the punctuation of expressions, the longest first.
var marks = []string{
	">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.",
	"++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**", "(", ")", "[", "]", "{", "}", ".", ",", "<", ">", "+",
	"-", "*", "/", "%", "&", "|", "^", "!", "~", "?", ":", "=", "`",
}

// scan returns the token at an offset. operand says that a value may begin there, and with it a regular expression.
func scan(text string, at int, operand bool) token {
	at += len(text[at:]) - len(strings.TrimLeft(text[at:], " \t\r\n\u00a0\ufeff"))
	rest := text[at:]
	if rest == "" {
		return token{end, "", at}
	}
	switch first, _ := utf8.DecodeRuneInString(rest); {
	case beginsName(first):
		length := strings.IndexFunc(rest, func(r rune) bool { return !continuesName(r) })
		if length < 0 {
			length = len(rest)
		}
		return token{name, rest[:length], at}
	case first >= '0' && first <= '9', first == '.' && len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9':
		return token{literal, rest[:numberLength(rest)], at}
	case first == '"' || first == '\'':
		return delimited(rest, at, stringLength(rest))
	case first == '/' && operand:
		return delimited(rest, at, regexpLength(rest))
	}
	for _, m := range marks {
		if strings.HasPrefix(rest, m) && !(m == "?." && len(rest) > 2 && rest[2] >= '0' && rest[2] <= '9') {
			return token{mark, m, at}
		}
	}
	return token{wrong, "", at}
}

func beginsName(r rune) bool {
	return r == '_' || r == '$' || unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) || unicode.Is(unicode.Other_ID_Start, r)
}

func continuesName(r rune) bool {
	return beginsName(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue) || r == '\u200c' ||
		r == '\u200d'
}

func delimited(rest string, at, length int) token {
	if length == 0 {
		return token{wrong, "", at}
	}
	return token{literal, rest[:length], at}
}

func numberLength(text string) int {
	length := 0
	for length < len(text) {
		c := text[length]
		exponent := (c == '+' || c == '-') && length > 0 && (text[length-1] == 'e' || text[length-1] == 'E') &&
			!strings.HasPrefix(text, "0x")
		if !exponent && c != '.' && !(c < utf8.RuneSelf && continuesName(rune(c))) {
			break
		}
		length++
	}
	return length
}

// stringLength returns the length of the string that text begins with, 0 where it does not end.
func stringLength(text string) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '\n':
			return 0
		case text[0]:
			return i + 1
		}
	}
	return 0
}

func regexpLength(text string) int {
	class := false
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '\n':
			return 0
		case '[':
			class = true
		case ']':
			class = false
		case '/':
			if class {
				continue
			}
			for i++; i < len(text) && text[i] >= 'a' && text[i] <= 'z'; i++ {
			}
			return i
		}
	}
	return 0
}
