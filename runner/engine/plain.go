package engine

import (
	"encoding/json"
	"errors"
	"math"
	"strconv"
)

// maxPlain is how deep plain data may be nested, as deep as Go's decoder follows.
const maxPlain = 10_000

// errTooDeep says that plain data refers to itself, or as good as does.
var errTooDeep = errors.New("the data is nested too deeply")

// JSON writes plain data as JSON: what it holds of its own, without asking any toJSON. It is for data of the suite's own
// making, in whose properties no code of the program is, whatever that did to JSON and to the prototypes. What JSON has
// no word for is null.
func (v Value) JSON() ([]byte, error) { return v.appendJSON(nil, 0) }

func (v Value) appendJSON(text []byte, depth int) ([]byte, error) {
	switch {
	case depth > maxPlain:
		return nil, errTooDeep
	case v.IsBoolean():
		return strconv.AppendBool(text, v.Boolean()), nil
	case v.IsNumber():
		return appendNumber(text, v.Number()), nil
	case v.IsString(), v.IsBigInt():
		return appendText(text, v.String()), nil
	case !v.IsObject() || v.IsFunction():
		return append(text, "null"...), nil
	case v.IsArray():
		return v.appendItems(text, depth)
	}
	return v.appendMembers(text, depth)
}

func (v Value) appendItems(text []byte, depth int) (_ []byte, err error) {
	text = append(text, '[')
	for i, item := range v.Items() {
		if i > 0 {
			text = append(text, ',')
		}
		if text, err = item.appendJSON(text, depth+1); err != nil {
			return nil, err
		}
	}
	return append(text, ']'), nil
}

func (v Value) appendMembers(text []byte, depth int) (_ []byte, err error) {
	text = append(text, '{')
	first := true
	for _, name := range v.Keys() {
		member := v.Get(name)
		if member.IsUndefined() {
			continue
		}
		if !first {
			text = append(text, ',')
		}
		first = false
		text = append(appendText(text, name), ':')
		if text, err = member.appendJSON(text, depth+1); err != nil {
			return nil, err
		}
	}
	return append(text, '}'), nil
}

func appendNumber(text []byte, n float64) []byte {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return append(text, "null"...)
	}
	encoded, _ := json.Marshal(n) // a finite number is one
	return append(text, encoded...)
}

func appendText(text []byte, s string) []byte {
	encoded, _ := json.Marshal(s) // a string always is one
	return append(text, encoded...)
}
