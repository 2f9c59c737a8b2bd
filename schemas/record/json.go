package record

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// MarshalJSON writes the value, with what JSON cannot hold tagged as {"$type": ...}.
func (v Value) MarshalJSON() ([]byte, error) { return v.appendJSON(nil) }

func (v Value) appendJSON(to []byte) ([]byte, error) {
	switch v.kind {
	case Null:
		return append(to, "null"...), nil
	case Boolean:
		return strconv.AppendBool(to, v.flag()), nil
	case Number:
		return appendNumber(to, v.number)
	case String:
		return appendText(to, v.text)
	case Array:
		return v.appendItems(to)
	case Object:
		_, typed := v.fields["$type"]
		_, masked := v.fields["$masked"]
		if !typed && !masked {
			return v.appendFields(to)
		}
		return v.appendTagged(to, Object, v.appendFields)
	case Error:
		return v.appendTagged(to, Error, v.appendFields)
	case Masked:
		mask, err := json.Marshal(v.mask)
		return append(append(append(to, `{"$masked":`...), mask...), '}'), err
	case LongString:
		to, err := appendText(append(to, `{"$type":"string","head":`...), v.text)
		return append(strconv.AppendInt(append(to, `,"length":`...), int64(v.number), 10), '}'), err
	case BigInt, Date, Unreadable:
		return v.appendTagged(to, v.kind, v.appendOwnText)
	case Function:
		if v.text != "" {
			return v.appendTagged(to, v.kind, v.appendOwnText)
		}
	}
	return append(append(append(to, `{"$type":"`...), v.Kind()...), `"}`...), nil
}

// appendTagged writes what a value of a kind holds beside the name of the kind.
func (v Value) appendTagged(to []byte, kind Kind, content func([]byte) ([]byte, error)) ([]byte, error) {
	to, err := content(append(append(append(to, `{"$type":"`...), kind...), `","value":`...))
	return append(to, '}'), err
}

func (v Value) appendOwnText(to []byte) ([]byte, error) { return appendText(to, v.text) }

func (v Value) appendItems(to []byte) (_ []byte, err error) {
	to = append(to, '[')
	for i, item := range v.items {
		if i > 0 {
			to = append(to, ',')
		}
		if to, err = item.appendJSON(to); err != nil {
			return nil, err
		}
	}
	return append(to, ']'), nil
}

func (v Value) appendFields(to []byte) (_ []byte, err error) {
	to = append(to, '{')
	for i, name := range sortedKeys(v.fields) {
		if i > 0 {
			to = append(to, ',')
		}
		if to, err = appendText(to, name); err != nil {
			return nil, err
		}
		if to, err = v.fields[name].appendJSON(append(to, ':')); err != nil {
			return nil, err
		}
	}
	return append(to, '}'), nil
}

// wholeNumbers is up to where a number without a fraction is written as its digits.
const wholeNumbers = 1 << 53

func appendNumber(to []byte, number float64) ([]byte, error) {
	if whole := int64(number); float64(whole) == number && number != 0 && -wholeNumbers < whole && whole < wholeNumbers {
		return strconv.AppendInt(to, whole, 10), nil
	}
	text, err := json.Marshal(number)
	return append(to, text...), err
}

func appendText(to []byte, text string) ([]byte, error) {
	if isPlainText(text) {
		return append(append(append(to, '"'), text...), '"'), nil
	}
	quoted, err := json.Marshal(text)
	return append(to, quoted...), err
}

// isPlainText says whether a text is written as it is.
func isPlainText(text string) bool {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c < ' ', c > '~', c == '"', c == '\\', c == '<', c == '>', c == '&':
			return false
		}
	}
	return true
}

// UnmarshalJSON reads what MarshalJSON writes.
func (v *Value) UnmarshalJSON(data []byte) error {
	var plain any
	if err := json.Unmarshal(data, &plain); err != nil {
		return err
	}
	value, err := fromJSON(plain)
	*v = value
	return err
}

// fromJSON makes a value of decoded JSON.
func fromJSON(plain any) (Value, error) {
	switch p := plain.(type) {
	case nil:
		return Of(Null), nil
	case bool:
		return Bool(p), nil
	case float64:
		return Num(p), nil
	case string:
		return Text(p), nil
	case []any:
		items := make([]Value, len(p))
		for i, item := range p {
			var err error
			if items[i], err = fromJSON(item); err != nil {
				return Value{}, err
			}
		}
		return List(items...), nil
	}
	members := plain.(map[string]any)
	if mask, ok := members["$masked"]; ok {
		v := Value{kind: Masked, mask: new(Mask)}
		return v, again(mask, v.mask)
	}
	tag, ok := members["$type"]
	if !ok {
		return fieldsFromJSON(Object, members)
	}
	kind, ok := tag.(string)
	if !ok {
		return Value{}, fmt.Errorf("$type is not a string: it is %v", tag)
	}
	return fromTagged(Kind(kind), members)
}

// again decodes what was decoded already into something else.
func again(plain, into any) error {
	data, err := json.Marshal(plain)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, into)
}

func fieldsFromJSON(kind Kind, members map[string]any) (Value, error) {
	v := Value{kind: kind, fields: make(map[string]Value, len(members))}
	for name, member := range members {
		field, err := fromJSON(member)
		if err != nil {
			return Value{}, err
		}
		v.fields[name] = field
	}
	return v, nil
}

func fromTagged(kind Kind, members map[string]any) (Value, error) {
	value := members["value"]
	switch kind {
	case String:
		length, isNumber := members["length"].(float64)
		head, isText := members["head"].(string)
		if !isNumber || !isText || length != float64(int(length)) {
			return Value{}, fmt.Errorf(`a long string needs "length", a whole number, and "head", a string`)
		}
		return Value{kind: LongString, number: length, text: head}, nil
	case Object, Error:
		inner, ok := value.(map[string]any)
		if !ok && value != nil {
			return Value{}, fmt.Errorf("the value of an %s is no object", kind)
		}
		return fieldsFromJSON(kind, inner)
	case BigInt, Date, Unreadable, Function:
		text, ok := value.(string)
		if !ok && value != nil {
			return Value{}, fmt.Errorf("the value of $type %q is no string", kind)
		}
		return Value{kind: kind, text: text}, nil
	case Undefined, Symbol, NaN, Infinity, NegativeInfinity, Promise, Circular, Truncated:
		return Of(kind), nil
	}
	return Value{}, fmt.Errorf("unknown $type %q", kind)
}
