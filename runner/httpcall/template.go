// Package httpcall makes calls of templates: a method, a path and a body in which "{{name}}" stands for a value, and says
// how answers look.
package httpcall

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// Values are what stands for "{{name}}" in a template. A value that is nil is null; one that is absent takes its field
// away.
type Values map[string]any

// Absent stands for a value that is not there at all.
type Absent struct{}

// Text fills a template that is text; escape is what becomes of each value.
func (v Values) Text(template string, escape func(string) string) string {
	for name, what := range v {
		if hole := "{{" + name + "}}"; strings.Contains(template, hole) {
			filled := ""
			if s, ok := what.(string); ok {
				filled = s
			}
			template = strings.ReplaceAll(template, hole, escape(filled))
		}
	}
	return template
}

// AsIs leaves a value as it is.
func AsIs(s string) string { return s }

// in fills every text of a JSON document.
func (v Values) in(document any) any {
	switch d := document.(type) {
	case map[string]any:
		filled := make(map[string]any, len(d))
		for key, inner := range d {
			if what := v.in(inner); what != (Absent{}) {
				filled[key] = what
			}
		}
		return filled
	case []any:
		filled := make([]any, 0, len(d))
		for _, inner := range d {
			if what := v.in(inner); what != (Absent{}) {
				filled = append(filled, what)
			}
		}
		return filled
	case string:
		if name, ok := strings.CutPrefix(d, "{{"); ok {
			if what, known := v[strings.TrimSuffix(name, "}}")]; known && strings.HasSuffix(d, "}}") {
				return what
			}
		}
		return v.Text(d, AsIs)
	}
	return document
}

// Body makes the body of a call and its type; both are empty where it has none.
func (c Call) Body(v Values) (body []byte, contentType string) {
	switch {
	case c.JSON != nil:
		body, _ = json.Marshal(v.in(c.JSON))
		return body, "application/json"
	case c.Form != nil:
		form := url.Values{}
		for name, template := range c.Form {
			if what, whole := v[strings.TrimSuffix(strings.TrimPrefix(template, "{{"), "}}")]; whole && what == (Absent{}) {
				continue
			}
			form.Set(name, v.Text(template, AsIs))
		}
		return []byte(form.Encode()), "application/x-www-form-urlencoded"
	}
	return nil, ""
}

// At finds what stands at a path such as $.data.items[0].url in a JSON answer.
func At(body []byte, path string) (any, bool) {
	var here any
	if json.Unmarshal(body, &here) != nil {
		return nil, false
	}
	for _, step := range strings.FieldsFunc(strings.TrimPrefix(path, "$"), func(r rune) bool { return r == '.' || r == '[' || r == ']' }) {
		switch node := here.(type) {
		case map[string]any:
			inner, ok := node[step]
			if !ok {
				return nil, false
			}
			here = inner
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(node) {
				return nil, false
			}
			here = node[i]
		default:
			return nil, false
		}
	}
	return here, true
}

// Matches says whether an answer looks so.
func (m *Match) Matches(status int, body []byte) bool {
	if m == nil || m.Status != 0 && m.Status != status || m.Status == 0 && (status < 200 || status > 299) {
		return false
	}
	for path, want := range m.JSON {
		have, ok := At(body, path)
		if !ok || fmt.Sprint(have) != fmt.Sprint(want) {
			return false
		}
	}
	return true
}

// As says how an answer looks: bound, pending or other.
func (c Call) As(status int, body []byte) string {
	switch {
	case c.Bound.Matches(status, body):
		return "bound"
	case c.Pending.Matches(status, body):
		return "pending"
	}
	return "other"
}
