package matchers

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// datum is one leaf of what a page shows: a path such as "order.items.0.name", and a value that is no object and no
// list.
type datum struct {
	path  string
	value record.Value
}

// leaves takes what was passed to setData apart. The paths of "a[0].b" and of {a: [{b: ...}]} are the same.
func leaves(patch record.Value) []datum {
	var found []datum
	for _, key := range patch.Keys() {
		v, _ := patch.Field(key)
		found = appendLeaves(found, plainPath(key), v)
	}
	return found
}

func appendLeaves(found []datum, path string, v record.Value) []datum {
	switch v.Kind() {
	case record.Object:
		if len(v.Keys()) > 0 {
			for _, key := range v.Keys() {
				member, _ := v.Field(key)
				found = appendLeaves(found, path+"."+key, member)
			}
			return found
		}
	case record.Array:
		if len(v.Items()) > 0 {
			for i, item := range v.Items() {
				found = appendLeaves(found, path+"."+strconv.Itoa(i), item)
			}
			return found
		}
	}
	return append(found, datum{path, v})
}

// bracket is an index in a path of setData.
var bracket = regexp.MustCompile(`\[(\d+)\]`)

func plainPath(key string) string {
	return strings.TrimPrefix(strings.ReplaceAll(bracket.ReplaceAllString(key, ".$1"), "..", "."), ".")
}

// blank says whether a value shows nothing.
func blank(v record.Value) bool {
	switch v.Kind() {
	case record.Undefined, record.Null, record.NaN, record.Function:
		return true
	case record.Boolean:
		truth, _ := v.Flag()
		return !truth
	case record.String:
		s, known := v.Str()
		return known && strings.TrimSpace(s) == ""
	case record.Number:
		return v.String() == "0"
	case record.Object:
		return len(v.Keys()) == 0
	case record.Array:
		return len(v.Items()) == 0
	}
	return false
}

// isData says whether an event shows page data.
func isData(e record.Event) bool { return e.Type == record.Shown && text(e, "how") == "data" }

// page is what the data of all pages are after some events, by the page and the path.
type page map[string]record.Value

// pageAt returns the data as they are before the event of that index.
func pageAt(r record.Record, index int) page {
	shown := page{}
	for i, e := range r.Events {
		if i < index && isData(e) {
			for _, d := range leaves(field(e, "content")) {
				shown.set(dataKey(e, d.path), d.value)
			}
		}
	}
	return shown
}

// set sets a datum; what was below it before is gone.
func (p page) set(key string, v record.Value) {
	for other := range p {
		if strings.HasPrefix(other, key+".") {
			delete(p, other)
		}
	}
	p[key] = v
}

// dataKey names a datum of a page: "pages/pay/index message".
func dataKey(e record.Event, path string) string { return text(e, "path") + " " + path }
