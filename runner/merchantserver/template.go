package merchantserver

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/signspec/signspec/suites/server"
)

// values are what stands for "{{name}}" in a template. A value that is nil is null; one that is absent takes its field
// away.
type values map[string]any

// absent stands for a value that is not there at all.
type absent struct{}

// given is the value of a code or a state that is handed over in a way.
func given(how server.Given, own string) any {
	switch how {
	case server.Absent:
		return absent{}
	case server.NullValue:
		return nil
	}
	return own
}

// text fills a template that is text; escape is what becomes of each value.
func (v values) text(template string, escape func(string) string) string {
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

func asIs(s string) string { return s }

// in fills every text of a JSON document.
func (v values) in(document any) any {
	switch d := document.(type) {
	case map[string]any:
		filled := make(map[string]any, len(d))
		for key, inner := range d {
			if what := v.in(inner); what != (absent{}) {
				filled[key] = what
			}
		}
		return filled
	case []any:
		filled := make([]any, 0, len(d))
		for _, inner := range d {
			if what := v.in(inner); what != (absent{}) {
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
		return v.text(d, asIs)
	}
	return document
}

// body makes the body of a call and its type; both are empty where it has none.
func (c Call) body(v values) (body []byte, contentType string) {
	switch {
	case c.JSON != nil:
		body, _ = json.Marshal(v.in(c.JSON))
		return body, "application/json"
	case c.Form != nil:
		form := url.Values{}
		for name, template := range c.Form {
			if what, whole := v[strings.TrimSuffix(strings.TrimPrefix(template, "{{"), "}}")]; whole && what == (absent{}) {
				continue
			}
			form.Set(name, v.text(template, asIs))
		}
		return []byte(form.Encode()), "application/x-www-form-urlencoded"
	}
	return nil, ""
}

// at finds what stands at a path such as $.data.items[0].url in a JSON answer.
func at(body []byte, path string) (any, bool) {
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

// matches says whether an answer looks so.
func (m *Match) matches(status int, body []byte) bool {
	if m == nil || m.Status != 0 && m.Status != status || m.Status == 0 && (status < 200 || status > 299) {
		return false
	}
	for path, want := range m.JSON {
		have, ok := at(body, path)
		if !ok || fmt.Sprint(have) != fmt.Sprint(want) {
			return false
		}
	}
	return true
}

// as says how an answer looks: bound, pending or other.
func (c Call) as(status int, body []byte) string {
	switch {
	case c.Bound.matches(status, body):
		return "bound"
	case c.Pending.matches(status, body):
		return "pending"
	}
	return "other"
}
