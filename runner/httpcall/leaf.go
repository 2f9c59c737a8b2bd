package httpcall

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// EachLeaf visits what is neither an object nor a list in an answer, with its path such as $.data.items[0]. It returns false
// where the answer is no JSON.
func EachLeaf(body []byte, visit func(path string, leaf any)) bool {
	var document any
	if json.Unmarshal(body, &document) != nil {
		return false
	}
	var walk func(path string, node any)
	walk = func(path string, node any) {
		switch n := node.(type) {
		case map[string]any:
			for _, name := range slices.Sorted(maps.Keys(n)) {
				walk(path+"."+name, n[name])
			}
		case []any:
			for i, inner := range n {
				walk(path+"["+strconv.Itoa(i)+"]", inner)
			}
		default:
			visit(path, node)
		}
	}
	walk("$", document)
	return true
}

// mostPaths is how many paths of an answer a message names.
const mostPaths = 12

// Paths names what an answer has, for a message that says what a path could have meant: "$.authCode, $.authState". What stands there
// may be secret, and is left out.
func Paths(body []byte) string {
	var paths []string
	isJSON := EachLeaf(body, func(path string, _ any) { paths = append(paths, path) })
	switch {
	case !isJSON:
		return "it is no JSON"
	case len(paths) == 0:
		return "it is empty"
	case len(paths) > mostPaths:
		paths = append(paths[:mostPaths], "...")
	}
	return "it has " + strings.Join(paths, ", ")
}

// Unrouted says whether a path of a request is answered as one that surely does not exist: both bodies are the same but for the path,
// and for numbers and ids, which change each time.
func Unrouted(path string, body []byte, nowhere string, nowhereBody []byte) bool {
	plain := func(said []byte, of string) string {
		return changing.ReplaceAllString(strings.ReplaceAll(string(said), of, ""), "")
	}
	return plain(body, path) == plain(nowhereBody, nowhere)
}

var changing = regexp.MustCompile(`[0-9a-fA-F]{8,}|[0-9]+`)

// Nowhere is a path beside another one that surely does not exist.
func Nowhere(path string) string {
	path, query, asked := strings.Cut(path, "?")
	path = strings.TrimSuffix(path, "/") + "-no-such-path"
	if asked {
		path += "?" + query
	}
	return path
}
