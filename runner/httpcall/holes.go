package httpcall

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/signspec/signspec/schemas/config"
)

// Holes says which "{{name}}" may stand below a place of a target file, by its JSON pointer. What is below no such place
// is text as it is.
type Holes map[string][]string

var hole = regexp.MustCompile(`\{\{([^{}]*)\}\}`)

// Check finds every "{{name}}" of a document that nothing stands for. The error is a *config.Error, or several.
func (h Holes) Check(document *config.Document) error {
	var wrong []*config.Error
	for _, place := range slices.Sorted(maps.Keys(h)) {
		below, ok := config.Resolve(document.Value, place)
		if !ok {
			continue
		}
		texts(place, below, func(pointer, text string) {
			for _, found := range hole.FindAllStringSubmatch(text, -1) {
				if !slices.Contains(h[place], found[1]) {
					wrong = append(wrong, document.Errorf(pointer, "%s", nothing(found[1], h[place])))
				}
			}
		})
	}
	return config.Join(wrong...)
}

// nothing says that nothing stands for a name, and what there is instead.
func nothing(name string, known []string) string {
	said := "nothing stands for {{" + name + "}} here"
	if len(known) == 0 {
		return said
	}
	known = slices.Sorted(slices.Values(known))
	return said + "; there is {{" + strings.Join(known, "}}, {{") + "}}" + config.DidYouMean(strings.TrimSpace(name), known)
}

// texts visits every text of a document with its pointer.
func texts(pointer string, node any, visit func(pointer, text string)) {
	switch n := node.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(n)) {
			texts(pointer+"/"+config.EscapePointer(name), n[name], visit)
		}
	case []any:
		for i, inner := range n {
			texts(pointer+"/"+strconv.Itoa(i), inner, visit)
		}
	case string:
		visit(pointer, n)
	}
}
