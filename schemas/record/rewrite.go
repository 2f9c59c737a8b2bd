package record

// What a package needs that makes of a value the same value with other texts in it, such as the one that masks.

// Written returns the text that a value is written with: of a string, of the head of a long one, of a bigint, a date or
// the message of what could not be read.
func (v Value) Written() (text string, ok bool) {
	switch v.kind {
	case String, LongString, BigInt, Date, Unreadable:
		return v.text, true
	}
	return "", false
}

// Rewritten returns a value that is written with a text as the same kind of value with another text.
func (v Value) Rewritten(text string) Value {
	if _, ok := v.Written(); ok {
		v.text = text
	}
	return v
}

// Number returns a number that JSON can hold.
func (v Value) Number() (number float64, ok bool) { return v.number, v.kind == Number }

// Has says whether the value holds other values.
func (v Value) Has() bool { return len(v.items)+len(v.fields) > 0 }

// WithItems returns an array with other items.
func (v Value) WithItems(items []Value) Value {
	v.items = items
	return v
}

// WithFields returns an object or an error with other fields.
func (v Value) WithFields(fields map[string]Value) Value {
	v.fields = fields
	return v
}

// Value returns the value of which only the mask is known.
func (m Mask) Value() Value { return Value{kind: Masked, mask: &m} }
