package schemas

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/signspec/signspec/schemas/config"
)

// tagOf returns the type that an object of the one key $type stands for, or "".
func tagOf(value any) string {
	object, ok := value.(map[string]any)
	if !ok || len(object) != 1 {
		return ""
	}
	tag, _ := object["$type"].(string)
	return tag
}

// brief shows a string or a number by itself, unless it is hidden, and describes anything else.
func brief(value any, hidden bool) string {
	switch value.(type) {
	case string, float64, json.Number:
		if !hidden {
			return shown(value)
		}
	}
	return describe(value, hidden)
}

// describe names a value's type and, unless it is hidden, shows a short value.
func describe(value any, hidden bool) string {
	switch v := value.(type) {
	case nil:
		return "null"
	case map[string]any:
		if tag := tagOf(v); tag != "" {
			return article(tag)
		}
		return "an object"
	case []any:
		return "an array"
	case bool:
		return withValue("a boolean", v, hidden)
	case string:
		return withValue("a string", v, hidden)
	}
	return withValue("a number", value, hidden)
}

func withValue(kind string, value any, hidden bool) string {
	if hidden {
		return kind
	}
	return kind + " (" + shown(value) + ")"
}

// Longest text that a sentence shows before it cuts.
const shownText = 60

func shown(value any) string {
	switch v := value.(type) {
	case string:
		if utf8.RuneCountInString(v) > shownText {
			return strconv.Quote(string([]rune(v)[:shownText])) + "…"
		}
		return strconv.Quote(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(value)
}

// article puts a or an before the name of a type, except before those that name one value.
func article(kind string) string {
	switch kind {
	case "null", "undefined":
		return kind
	case "nan":
		return "NaN"
	case "infinity":
		return "Infinity"
	case "-infinity":
		return "-Infinity"
	case "bigint":
		return "a BigInt"
	case "truncated":
		return "a value too large to record"
	case "circular":
		return "a circular reference"
	case "unreadable":
		return "a value that cannot be read"
	}
	if strings.ContainsAny(kind[:1], "aeiou") {
		return "an " + kind
	}
	return "a " + kind
}

// length counts the code points of a string, the items of an array, the keys of an object.
func length(value any) int {
	switch v := value.(type) {
	case string:
		return utf8.RuneCountInString(v)
	case []any:
		return len(v)
	case map[string]any:
		return len(v)
	}
	return 0
}

func number(value any) float64 {
	switch n := value.(type) {
	case float64:
		return n
	case json.Number:
		f, _ := n.Float64()
		return f
	}
	return -1
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func isAre(n any) string {
	if number(n) == 1 {
		return "1 is"
	}
	return fmt.Sprintf("%v are", n)
}

// dotted writes the parts of a pointer as a person would: a.b[0].
func dotted(parts []string) string {
	var b strings.Builder
	for i, part := range parts {
		switch _, err := strconv.Atoi(part); {
		case err == nil:
			b.WriteString("[" + part + "]")
		case i > 0:
			b.WriteString("." + part)
		default:
			b.WriteString(part)
		}
	}
	return b.String()
}

func sortedKeys(object map[string]any) []string { return slices.Sorted(maps.Keys(object)) }

func escapePointer(key string) string { return config.EscapePointer(key) }
