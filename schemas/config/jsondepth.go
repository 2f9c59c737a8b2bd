package config

// MaxJSONDepth is how deep lists and objects of a record or a report may be nested. The observer keeps 8 levels of a
// value; a value that is thousands of levels deep takes seconds, and hundreds of megabytes, at each of the ways it is read.
const MaxJSONDepth = 128

// TooDeep returns the offset at which JSON is nested more deeply than MaxJSONDepth; false where it nowhere is. What is no
// JSON is left to its parser.
func TooDeep(data []byte) (offset int, deep bool) {
	depth, quoted := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[' || c == '{':
			if depth++; depth > MaxJSONDepth {
				return i, true
			}
		case c == ']' || c == '}':
			depth--
		}
	}
	return 0, false
}
