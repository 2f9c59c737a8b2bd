package axml

import (
	"regexp"
	"slices"
	"strings"
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

// path is an expression that only reads a member: most of them are, and such a one needs no function.
var path = regexp.MustCompile(`^[A-Za-z_$][\w$]*(\s*\.\s*[A-Za-z_$][\w$]*)*$`)

// pathOf returns the names of an expression that only reads a member; nil where it is another.
func pathOf(code string) []string {
	code = strings.TrimSpace(code)
	if !path.MatchString(code) {
		return nil
	}
	steps := strings.Split(code, ".")
	for i := range steps {
		steps[i] = strings.TrimSpace(steps[i])
	}
	if reserved[steps[0]] || builtIns[steps[0]] {
		return nil
	}
	return steps
}

// expression returns JavaScript for the code inside of {{ }}: {p: [names]} where it only reads a member, or else a
// function of it, or of an object where the code is a list of members; "" where it is neither. Where an object is meant,
// as in the data of a template, {{a, b}} and {{a}} are members too. The function is called with the data as this; it has
// to be outside of strict mode for with, and declares what it reads, so that a name that is not in the data is undefined
// and no global. names are those that it takes from the data.
func expression(code string, object bool) (script string, names []string) {
	if steps := pathOf(code); steps != nil && !object {
		return "{p:" + encode(steps) + "}", steps[:1]
	}
	candidates := []string{"(" + code + ")", "({" + code + "})"}
	if object {
		slices.Reverse(candidates)
	}
	for _, candidate := range candidates {
		parsed, ok := parseExpression(candidate)
		if !ok {
			continue
		}
		read, names := parsed.loose()
		declared := ""
		if len(names) > 0 {
			declared = "var " + strings.Join(names, ",") + ";"
		}
		return "function(){" + declared + "with(this){return" + read + "}}", names
	}
	return "", nil
}
