package record

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// MarshalJSON writes the value, with what JSON cannot hold tagged as {"$type": ...}.
func (v Value) MarshalJSON() ([]byte, error) {
	switch v.kind {
	case Null:
		return []byte("null"), nil
	case Boolean:
		return json.Marshal(v.flag)
	case Number:
		return json.Marshal(v.number)
	case String:
		return json.Marshal(v.text)
	case Array:
		if v.items == nil {
			return []byte("[]"), nil
		}
		return json.Marshal(v.items)
	case Object:
		if _, clash := v.fields["$type"]; clash {
			return tagged("object", "value", v.fields)
		}
		if _, clash := v.fields["$masked"]; clash {
			return tagged("object", "value", v.fields)
		}
		return json.Marshal(v.fields)
	case Masked:
		return json.Marshal(map[string]Mask{"$masked": v.mask})
	case LongString:
		return json.Marshal(map[string]any{"$type": "string", "length": v.length, "head": v.text})
	case Error:
		return tagged(string(Error), "value", v.fields)
	case BigInt, Date, Unreadable:
		return tagged(string(v.kind), "value", v.text)
	}
	return json.Marshal(map[string]string{"$type": string(v.Kind())})
}

func tagged(kind, key string, content any) ([]byte, error) {
	return json.Marshal(map[string]any{"$type": kind, key: content})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (v *Value) UnmarshalJSON(data []byte) error {
	data = bytes.TrimSpace(data)
	if len(data) == 0 {
		return fmt.Errorf("empty value")
	}
	switch data[0] {
	case '{':
		return v.unmarshalObject(data)
	case '[':
		*v = Value{kind: Array}
		return json.Unmarshal(data, &v.items)
	case '"':
		*v = Value{kind: String}
		return json.Unmarshal(data, &v.text)
	case 't', 'f':
		*v = Value{kind: Boolean}
		return json.Unmarshal(data, &v.flag)
	case 'n':
		*v = Value{kind: Null}
		return nil
	}
	*v = Value{kind: Number}
	return json.Unmarshal(data, &v.number)
}

func (v *Value) unmarshalObject(data []byte) error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		return err
	}
	if raw, ok := members["$masked"]; ok {
		*v = Value{kind: Masked}
		return json.Unmarshal(raw, &v.mask)
	}
	if raw, ok := members["$type"]; ok {
		var kind string
		if err := json.Unmarshal(raw, &kind); err != nil {
			return fmt.Errorf("$type is not a string: %w", err)
		}
		return v.unmarshalTagged(kind, members)
	}
	*v = Value{kind: Object, fields: make(map[string]Value, len(members))}
	return v.unmarshalFields(members)
}

func (v *Value) unmarshalFields(members map[string]json.RawMessage) error {
	for name, raw := range members {
		var field Value
		if err := field.UnmarshalJSON(raw); err != nil {
			return err
		}
		v.fields[name] = field
	}
	return nil
}

func (v *Value) unmarshalTagged(kind string, members map[string]json.RawMessage) error {
	switch Kind(kind) {
	case String:
		var long struct {
			Length int    `json:"length"`
			Head   string `json:"head"`
		}
		for name, target := range map[string]any{"length": &long.Length, "head": &long.Head} {
			if err := json.Unmarshal(members[name], target); err != nil {
				return fmt.Errorf("a long string needs %q: %w", name, err)
			}
		}
		*v = Value{kind: LongString, length: long.Length, text: long.Head}
		return nil
	case Object, Error:
		*v = Value{kind: Kind(kind), fields: map[string]Value{}}
		if members["value"] == nil {
			return nil
		}
		var inner map[string]json.RawMessage
		if err := json.Unmarshal(members["value"], &inner); err != nil {
			return err
		}
		return v.unmarshalFields(inner)
	case BigInt, Date, Unreadable:
		*v = Value{kind: Kind(kind)}
		if members["value"] == nil {
			return nil
		}
		return json.Unmarshal(members["value"], &v.text)
	case Undefined, Function, Symbol, NaN, Infinity, NegativeInfinity, Promise, Circular, Truncated:
		*v = Value{kind: Kind(kind)}
		return nil
	}
	return fmt.Errorf("unknown $type %q", kind)
}
