package matchers

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// members takes apart what a request carries: the members of its query and of its body, by their path.
func (q request) members() map[string]record.Value {
	found := map[string]record.Value{}
	add := func(prefix string, v record.Value) {
		for _, d := range appendLeaves(nil, prefix, v) {
			found[d.path] = d.value
		}
	}
	if u, err := url.Parse(q.url); err == nil {
		add("query", queryValue(u.Query()))
	}
	add("body", parsed(q.body))
	return found
}

// parsed reads a body that is text: as JSON, or as a form.
func parsed(body record.Value) record.Value {
	s, ok := body.Str()
	if !ok {
		return body
	}
	var v record.Value
	if json.Unmarshal([]byte(s), &v) == nil && v.Kind() != record.Number {
		return v
	}
	if form, err := url.ParseQuery(s); err == nil && strings.Contains(s, "=") {
		return queryValue(form)
	}
	return body
}

func queryValue(values url.Values) record.Value {
	fields := map[string]record.Value{}
	for name, list := range values {
		for i, text := range list {
			key := name
			if i > 0 {
				key += "." + strconv.Itoa(i)
			}
			fields[key] = record.Text(text)
		}
	}
	return record.Fields(fields)
}

// hostOf returns the host of a URL, with its port.
func hostOf(address string) string {
	if u, err := url.Parse(address); err == nil {
		return u.Host
	}
	return ""
}

// pathOf returns the path of a URL without its host and query.
func pathOf(address string) string {
	if u, err := url.Parse(address); err == nil {
		return u.Path
	}
	return address
}
