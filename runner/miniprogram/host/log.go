package host

import (
	"strings"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas/record"
)

// maxLogText bounds what is kept of one thing that was printed, in bytes.
const maxLogText = 16 << 10

// log records what the program printed: strings as they are, other values as a console shows them.
func (p *performance) log(call engine.FunctionCall) engine.Value {
	if p.full(record.Logged) {
		return engine.Undefined()
	}
	var parts []string
	for _, value := range call.Argument(1).Items() {
		parts = append(parts, shown(p.encodePrinted(value)))
	}
	text := strings.Join(parts, " ")
	if len(text) > maxLogText {
		text = strings.ToValidUTF8(text[:maxLogText], "") + "…"
	}
	p.size = len(text)
	p.add(record.Event{Type: record.Logged, Place: p.caller(), Args: []record.Value{record.Fields(map[string]record.Value{
		"level": record.Text(call.Argument(0).String()), "text": record.Text(text),
	})}})
	return engine.Undefined()
}

// shown is a value as a console shows it, whole: Value.String would cut a secret in half.
func shown(v record.Value) string {
	switch v.Kind() {
	case record.String:
		if text, ok := v.Str(); ok {
			return text
		}
	case record.Array, record.Object, record.Error:
		return string(mustJSON(v.JSON()))
	}
	return v.String()
}
