package axml

import (
	"regexp"
	"slices"
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

// path is an expression that only reads a member: most of them are, and such a one needs no function.
var path = regexp.MustCompile(`^[A-Za-z_$][\w$]*(\s*\.\s*[A-Za-z_$][\w$]*)*$`)

// expression returns JavaScript for the code inside of {{ }}: {p: [names]} where it only reads a member, or else a
// function of it, or of an object where the code is a list of members; "" where it is neither. Where an object is meant,
// as in the data of a template, {{a, b}} and {{a}} are members too. The function is called with the data as this; it has
// to be outside of strict mode for with, and declares what it reads, so that a name that is not in the data is undefined
// and no global. names are those that it takes from the data.
func expression(code string, object bool) (script string, names []string) {
	steps := strings.Split(code, ".")
	for i := range steps {
		steps[i] = strings.TrimSpace(steps[i])
	}
	if first := steps[0]; !object && path.MatchString(code) && !reserved[first] && !builtIns[first] {
		return "{p:" + encode(steps) + "}", steps[:1]
	}
	candidates := []string{"(" + code + ")", "({" + code + "})"}
	if object {
		slices.Reverse(candidates)
	}
	for _, candidate := range candidates {
		program, err := goja.Parse("", candidate)
		if err != nil {
			continue
		}
		read, names := loose(candidate, program)
		declared := ""
		if len(names) > 0 {
			declared = "var " + strings.Join(names, ",") + ";"
		}
		return "function(){" + declared + "with(this){return" + read + "}}", names
	}
	return "", nil
}

// reserved are the words of the language that look like names.
var reserved = words("await break case catch class const continue debugger default delete do else enum export extends false finally " +
	"for function if import in instanceof let new null return static super switch this throw true try typeof var void while with yield")

func words(list string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(list) {
		set[word] = true
	}
	return set
}
