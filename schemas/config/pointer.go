package config

import (
	"strconv"
	"strings"
)

// Resolve follows a JSON pointer, such as "/driver/exec/0", into plain JSON.
func Resolve(document any, pointer string) (any, bool) {
	for _, part := range PointerParts(pointer) {
		switch node := document.(type) {
		case map[string]any:
			child, ok := node[part]
			if !ok {
				return nil, false
			}
			document = child
		case []any:
			i, err := strconv.Atoi(part)
			if err != nil || i < 0 || i >= len(node) {
				return nil, false
			}
			document = node[i]
		default:
			return nil, false
		}
	}
	return document, true
}

// PointerParts splits a JSON pointer into its keys.
func PointerParts(pointer string) []string {
	if pointer == "" {
		return nil
	}
	parts := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	for i, part := range parts {
		parts[i] = strings.ReplaceAll(strings.ReplaceAll(part, "~1", "/"), "~0", "~")
	}
	return parts
}

// EscapePointer writes a key as a part of a JSON pointer.
func EscapePointer(key string) string {
	return strings.ReplaceAll(strings.ReplaceAll(key, "~", "~0"), "/", "~1")
}
