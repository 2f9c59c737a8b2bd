package platform

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/server"
)

// written writes fields as JSON in the way that is asked for: plain, where nothing is.
func written(fields map[string]any, change server.Change) []byte {
	switch change {
	case server.Unusual:
		return unusual(fields)
	case server.InPieces:
		return bytes.Replace(plain(fields), []byte(`"as staged"`), []byte(`"as staged café"`), 1)
	case server.Escaped:
		body, _ := json.Marshal(fields) // fields are plain JSON
		return body
	}
	return plain(fields)
}

// plain writes JSON without a blank and without an escape that it can do without, as most languages do: who writes it once
// more gets the same bytes.
func plain(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.Encode(v) // fields are plain JSON
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// unusual writes JSON as nobody writes it, and everybody may: blanks, escapes, another order, the result last where there
// is one. It has the fields that it is given and no other.
func unusual(fields map[string]any) []byte {
	var b bytes.Buffer
	b.WriteString("\n{ ")
	order := []string{}
	for name := range fields {
		if name != resultField {
			order = append(order, name)
		}
	}
	if _, ok := fields[resultField]; ok {
		order = append(order, resultField)
	}
	for _, name := range order {
		inner, _ := json.MarshalIndent(fields[name], "\t", "  ")
		text := strings.ReplaceAll(string(inner), "/", `\/`)
		text = strings.Replace(text, `"as staged"`, `"as \u0073taged caf\u00e9"`, 1)
		fmt.Fprintf(&b, "%q :\t%s ,\n", name, text)
	}
	out := bytes.TrimSuffix(b.Bytes(), []byte(",\n"))
	out = append(out, []byte("\n}\n")...)
	if !json.Valid(out) { // a mistake of ours must not look like one of the server's
		return plain(fields)
	}
	return out
}

// resultField is what every answer has.
const resultField = "result"

// BodyValue takes down a body: JSON as what it says, anything else as text, of which no more than so many bytes.
func BodyValue(body []byte, most int) record.Value {
	var v record.Value
	if json.Valid(body) && v.UnmarshalJSON(body) == nil {
		return v
	}
	return record.Text(strings.ToValidUTF8(string(body[:min(len(body), most)]), "\uFFFD"))
}
