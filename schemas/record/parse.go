package record

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/signspec/signspec/schemas/config"
)

// ParseError says where a text is not a record, and why.
type ParseError struct {
	// Line and Column count from 1; the column is in characters, not in bytes.
	Line, Column int
	Err          error
}

func (e *ParseError) Error() string {
	return fmt.Sprintf("line %d, column %d: %v", e.Line, e.Column, e.Err)
}

// Unwrap returns why.
func (e *ParseError) Unwrap() error { return e.Err }

// Shift moves the place of a text that was cut out of a larger one, in which it begins at the line and column.
func (e *ParseError) Shift(line, column int) {
	if e.Line == 1 {
		e.Column += column - 1
	}
	e.Line += line - 1
}

// Parse reads one record from its JSON. Its error is a *ParseError.
func Parse(data []byte) (Record, error) {
	var r Record
	if offset, deep := config.TooDeep(data); deep {
		return Record{}, at(data, offset, fmt.Errorf("lists and objects are nested more than %d deep here", config.MaxJSONDepth))
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields() // a misspelt "event" must not pass for a record without events
	if err := decoder.Decode(&r); err != nil {
		offset, reason := locate(data, err)
		return Record{}, at(data, offset, reason)
	}
	end := int(decoder.InputOffset())
	if rest := bytes.TrimSpace(data[end:]); len(rest) > 0 {
		return Record{}, at(data, len(data)-len(bytes.TrimLeft(data[end:], " \t\r\n")), errors.New("something follows the record"))
	}
	if err := r.Check(); err != nil {
		return Record{}, at(data, len(data)-len(bytes.TrimLeft(data, " \t\r\n")), err)
	}
	return r, nil
}

// Check says what is missing of a record that was read, or stands in it and is not known: its types and its ends.
func (r Record) Check() error {
	for _, required := range []struct{ name, text string }{
		{"id", r.ID}, {"scenario", r.Scenario}, {"api", r.API}, {"end", string(r.End)},
	} {
		if required.text == "" {
			return fmt.Errorf("this is not a record: it has no %q", required.name)
		}
	}
	if !slices.Contains(ends(), r.End) {
		return fmt.Errorf("the end of record %s is %q, where one of %q is allowed", r.ID, r.End, ends())
	}
	for i, e := range r.Events {
		if !slices.Contains(eventTypes(), e.Type) {
			return fmt.Errorf("event %d of record %s is of type %q, where one of %q is allowed", i+1, r.ID, e.Type, eventTypes())
		}
	}
	return nil
}

func ends() []End { return []End{Settled, Idle, Deadline, Crashed} }

// CallEvents are the types of what is seen of a call; the others are of a mini program or an attempt.
func CallEvents() []EventType {
	return []EventType{Returned, Threw, Success, Failed, Completed, Resolved, Rejected, Uncaught, Opened}
}

func eventTypes() []EventType {
	return slices.Concat(
		CallEvents(),
		programEvents(),
		attemptEvents(),
	)
}

// at makes the error for the byte offset.
func at(data []byte, offset int, reason error) *ParseError {
	line, column := LineColumn(data, offset)
	return &ParseError{Line: line, Column: column, Err: reason}
}

// LineColumn returns the line and the column of a byte offset, both from 1, the column in characters.
func LineColumn(data []byte, offset int) (line, column int) {
	before := data[:min(max(offset, 0), len(data))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return 1 + bytes.Count(before, []byte("\n")), 1 + utf8.RuneCount(before[start:])
}

// locate finds the byte offset that an error of decoding is about, and says the error in plain words.
func locate(data []byte, err error) (int, error) {
	var syntax *json.SyntaxError
	var mistyped *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		return len(bytes.TrimRight(data, " \t\r\n")), errors.New("the text ends in the middle of a record; it may have been cut off")
	case errors.As(err, &syntax):
		return int(syntax.Offset) - 1, fmt.Errorf("this is not JSON: %s", syntax.Error())
	}
	// What remains are errors of single values, and those of a value know no place; look for it.
	if offset, reason, found := badValue(data, 0); found {
		return offset, reason
	}
	if errors.As(err, &mistyped) {
		where := "the record"
		if mistyped.Field != "" {
			where = fmt.Sprintf("%q", mistyped.Field)
		}
		return valueStart(data, mistyped), fmt.Errorf("%s is a JSON %s, where %s belongs", where, mistyped.Value, jsonType(mistyped.Type))
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return max(bytes.Index(data, []byte(name)), 0), fmt.Errorf("a record has no field %s", name)
	}
	return 0, err
}

// valueStart returns where the value begins that the error is about: the error's offset is the end of a literal and
// lies just inside an array or an object.
func valueStart(data []byte, err *json.UnmarshalTypeError) int {
	i := min(max(int(err.Offset), 1), len(data)) - 1
	switch {
	case err.Value == "object":
		return max(bytes.LastIndexByte(data[:i+1], '{'), 0)
	case err.Value == "array":
		return max(bytes.LastIndexByte(data[:i+1], '['), 0)
	case data[i] == '"':
		for i--; i > 0 && (data[i] != '"' || data[i-1] == '\\'); i-- {
		}
		return i
	}
	for i > 0 && !bytes.ContainsRune([]byte(",:[{ \t\r\n"), rune(data[i-1])) {
		i--
	}
	return i
}

// jsonType names the JSON type that decodes into a Go type.
func jsonType(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "a boolean"
	case reflect.Slice:
		return "an array"
	case reflect.Struct, reflect.Map:
		return "an object"
	}
	return "a number"
}

// badValue finds the innermost JSON value that has the form of a tagged value and is not one.
func badValue(data []byte, base int) (offset int, reason error, found bool) {
	if len(data) == 0 || data[0] != '{' && data[0] != '[' {
		return 0, nil, false
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	if _, err := decoder.Token(); err != nil {
		return 0, nil, false
	}
	for decoder.More() {
		if data[0] == '{' {
			if _, err := decoder.Token(); err != nil {
				return 0, nil, false
			}
		}
		var member json.RawMessage
		if err := decoder.Decode(&member); err != nil {
			return 0, nil, false
		}
		start := int(decoder.InputOffset()) - len(member)
		if offset, reason, found := badValue(member, base+start); found {
			return offset, reason, found
		}
	}
	var v Value
	if err := v.UnmarshalJSON(data); err != nil {
		return base, fmt.Errorf("this is not a value: %w", err), true
	}
	return 0, nil, false
}
