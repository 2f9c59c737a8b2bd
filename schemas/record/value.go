package record

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Kind is the type of a Value: JSON's six, and those JavaScript values that JSON cannot hold.
type Kind string

// The kinds of value. Except for the first six, they are written as {"$type": kind}.
const (
	Null    Kind = "null"
	Boolean Kind = "boolean"
	Number  Kind = "number"
	String  Kind = "string"
	Array   Kind = "array"
	Object  Kind = "object"

	Undefined        Kind = "undefined"
	Function         Kind = "function" // Text: what it returns, of one that a call passes
	Symbol           Kind = "symbol"
	BigInt           Kind = "bigint" // Text: its decimal digits
	NaN              Kind = "nan"
	Infinity         Kind = "infinity"
	NegativeInfinity Kind = "-infinity"
	Date             Kind = "date"       // Text: ISO 8601
	Error            Kind = "error"      // Fields: name, message and whatever else it carries
	Promise          Kind = "promise"    // an object with a then method
	Circular         Kind = "circular"   // an object that is already being written
	Unreadable       Kind = "unreadable" // reading it threw; Text: the message
	Truncated        Kind = "truncated"  // too deep or too large to record
	LongString       Kind = "string…"    // written as {"$type":"string","length":n,"head":"..."}
	Masked           Kind = "masked"     // written as {"$masked":{...}}
)

// Value is one JavaScript value as it was seen. The zero Value is undefined.
type Value struct {
	kind   Kind
	number float64 // of a number; 1 of what is true; of a long string, its length
	text   string
	items  []Value
	fields map[string]Value
	mask   *Mask // of what is masked
}

// Mask is what remains of a secret: enough to judge its length, its emptiness and whether it equals another.
type Mask struct {
	// Length is the number of Unicode code points of the secret.
	Length int `json:"length"`
	// HMAC is the hexadecimal HMAC-SHA-256 of the secret under a key that lived as long as the run.
	HMAC string `json:"hmac"`
	// Type is the kind of the secret where it was not a string.
	Type Kind `json:"type,omitempty"`
}

// Text makes a string value.
func Text(s string) Value { return Value{kind: String, text: s} }

// Num makes a number value.
func Num(n float64) Value { return Value{kind: Number, number: n} }

// Big makes a bigint of its decimal digits.
func Big(digits string) Value { return Value{kind: BigInt, text: digits} }

// Returning makes a function that returns a text.
func Returning(text string) Value { return Value{kind: Function, text: text} }

// Bool makes a boolean value.
func Bool(b bool) Value {
	v := Value{kind: Boolean}
	if b {
		v.number = 1
	}
	return v
}

// List makes an array value.
func List(items ...Value) Value { return Value{kind: Array, items: items} }

// Texts makes an array of strings.
func Texts(list []string) Value {
	items := make([]Value, len(list))
	for i, text := range list {
		items[i] = Text(text)
	}
	return List(items...)
}

// Fields makes an object value.
func Fields(fields map[string]Value) Value {
	if fields == nil {
		fields = map[string]Value{}
	}
	return Value{kind: Object, fields: fields}
}

// Of makes a value of a kind that holds nothing else, such as Null, Undefined or Function.
func Of(kind Kind) Value { return Value{kind: kind} }

// Kind returns the value's kind; a masked value is the kind of what it masks, and a long string is a string.
func (v Value) Kind() Kind {
	switch v.kind {
	case "":
		return Undefined
	case LongString:
		return String
	case Masked:
		if v.mask.Type != "" {
			return v.mask.Type
		}
		return String
	}
	return v.kind
}

// IsMasked says whether only the mask of the value is known.
func (v Value) IsMasked() bool { return v.kind == Masked }

// Mask returns what is known of a value of which only the mask is.
func (v Value) Mask() (Mask, bool) {
	if v.kind != Masked {
		return Mask{}, false
	}
	return *v.mask, true
}

// Str returns the text of a string whose text is known.
func (v Value) Str() (string, bool) { return v.text, v.kind == String }

// Flag returns the truth of a boolean.
func (v Value) Flag() (truth, ok bool) { return v.flag(), v.kind == Boolean }

func (v Value) flag() bool { return v.kind == Boolean && v.number == 1 }

// Length returns the number of Unicode code points of a string, masked or not; 0 for anything else.
func (v Value) Length() int {
	switch v.kind {
	case String:
		return utf8.RuneCountInString(v.text)
	case LongString:
		return int(v.number)
	case Masked:
		return v.mask.Length
	}
	return 0
}

// Field returns a field of an object or an error.
func (v Value) Field(name string) (Value, bool) {
	f, ok := v.fields[name]
	return f, ok
}

// Keys returns the names of an object's fields, sorted.
func (v Value) Keys() []string { return sortedKeys(v.fields) }

// Items returns the items of an array.
func (v Value) Items() []Value { return v.items }

// Equal says whether two values are the same, deeply; functions, symbols and other opaque values equal by kind. A
// masked value equals one that was masked under the same key from the same secret.
func (v Value) Equal(w Value) bool {
	if v.kind == Masked || w.kind == Masked {
		return v.kind == w.kind && *v.mask == *w.mask
	}
	if v.Kind() != w.Kind() || v.kind != w.kind && v.kind != "" && w.kind != "" {
		return false
	}
	return v.number == w.number && v.text == w.text &&
		slices.EqualFunc(v.items, w.items, Value.Equal) && maps.EqualFunc(v.fields, w.fields, Value.Equal)
}

// JSON returns the value as a JSON document for a schema to judge: a masked string becomes a string of its length,
// an error the object of its fields, an undefined field is left out, and what JSON cannot hold becomes an object
// with the one key "$type".
func (v Value) JSON() any {
	switch v.Kind() {
	case Null:
		return nil
	case Boolean:
		return v.flag()
	case Number:
		return v.number
	case String:
		if v.kind == String {
			return v.text
		}
		return strings.Repeat("x", v.Length())
	case Array:
		items := make([]any, len(v.items))
		for i, item := range v.items {
			items[i] = item.JSON()
		}
		return items
	case Object, Error:
		fields := make(map[string]any, len(v.fields))
		for name, field := range v.fields {
			if field.Kind() != Undefined {
				fields[name] = field.JSON()
			}
		}
		return fields
	}
	return map[string]any{"$type": string(v.Kind())}
}

// Longest text that String shows before it cuts.
const shownText = 120

// numberText writes a number as JavaScript does: times in milliseconds and the like are whole.
func numberText(n float64) string {
	if n == math.Trunc(n) && math.Abs(n) < 1e21 {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return strconv.FormatFloat(n, 'g', -1, 64)
}

// String shows the value to a person, in JavaScript's notation, on one line and cut where it is long.
func (v Value) String() string {
	switch v.kind {
	case "", Undefined:
		return "undefined"
	case Boolean:
		return strconv.FormatBool(v.flag())
	case Number:
		return numberText(v.number)
	case String:
		return quote(v.text, v.Length())
	case LongString:
		return quote(v.text, int(v.number))
	case Masked:
		return fmt.Sprintf("<masked %s of %d>", v.Kind(), v.mask.Length)
	case BigInt:
		return v.text + "n"
	case NaN:
		return "NaN"
	case Infinity:
		return "Infinity"
	case NegativeInfinity:
		return "-Infinity"
	case Date, Unreadable:
		return fmt.Sprintf("<%s %s>", v.kind, quote(v.text, utf8.RuneCountInString(v.text)))
	case Error:
		return v.errorString()
	case Array:
		return v.arrayString()
	case Object:
		return v.objectString()
	case Null:
		return "null"
	}
	return "<" + string(v.kind) + ">"
}

func (v Value) arrayString() string {
	parts := make([]string, len(v.items))
	for i, item := range v.items {
		parts[i] = item.String()
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

func (v Value) objectString() string {
	var parts []string
	for _, name := range v.Keys() {
		parts = append(parts, name+": "+v.fields[name].String())
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func (v Value) errorString() string {
	name, _ := v.fields["name"].Str()
	message, _ := v.fields["message"].Str()
	return name + "(" + quote(message, utf8.RuneCountInString(message)) + ")"
}

// quote shows text in quotes with its control characters escaped; length is its whole length in code points, which
// is told where the text is cut.
func quote(text string, length int) string {
	shown := text
	if utf8.RuneCountInString(text) > shownText {
		shown = string([]rune(text)[:shownText])
	}
	if utf8.RuneCountInString(shown) == length {
		return strconv.Quote(shown)
	}
	return fmt.Sprintf("%s… (%d characters)", strconv.Quote(shown), length)
}
