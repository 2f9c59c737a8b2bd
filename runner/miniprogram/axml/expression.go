package axml

import (
	"strings"

	"github.com/dop251/goja"
)

// expressionLength returns the length of the {{ }} that text begins with, 0 where it begins with none.
func expressionLength(text string) int {
	if !strings.HasPrefix(text, "{{") {
		return 0
	}
	if end := closingBraces(text); end >= 0 {
		return end + 2
	}
	return 0
}

// closingBraces returns where the }} of the {{ stands that text begins with, -1 where there is none. Braces of objects
// and those in strings do not count.
func closingBraces(text string) int {
	depth := 0
	for i := 2; i < len(text); i++ {
		switch c := text[i]; c {
		case '"', '\'':
			end := strings.IndexByte(text[i+1:], c)
			if end < 0 {
				return -1
			}
			i += end + 1
		case '{':
			depth++
		case '}':
			if depth == 0 && strings.HasPrefix(text[i:], "}}") {
				return i
			}
			depth = max(depth-1, 0)
		}
	}
	return -1
}

// part is a piece of a value: text, or the code of an expression.
type part struct {
	text string
	code bool
}

// split takes a value apart.
func split(value string) []part {
	var parts []part
	text := func(s string) {
		if s != "" {
			parts = append(parts, part{text: s})
		}
	}
	for {
		begin := strings.Index(value, "{{")
		if begin < 0 {
			text(value)
			return parts
		}
		end := closingBraces(value[begin:])
		if end < 0 {
			text(value)
			return parts
		}
		text(value[:begin])
		parts = append(parts, part{text: strings.TrimSpace(value[begin+2 : begin+end]), code: true})
		value = value[begin+end+2:]
	}
}

// expression returns JavaScript for the code inside of {{ }}: the code itself, or an object where it is a list of
// members, as the data of a template is; "" where it is neither.
func expression(code string) string {
	for _, candidate := range []string{"(" + code + ")", "({" + code + "})"} {
		if _, err := goja.Parse("", candidate); err == nil {
			return candidate
		}
	}
	return ""
}
