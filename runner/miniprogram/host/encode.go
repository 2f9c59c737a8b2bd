package host

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas/record"
)

// Limits on what one value of a record may hold, so that no payload fills the record.
const (
	maxDepth  = 12      // a framework's page data nests its components
	maxItems  = 200     // members of an object, items of an array
	maxValues = 5_000   // values in all
	maxText   = 1 << 16 // code points of a string, as everywhere in records
	textHead  = 256     // what is kept of a longer one
	valueSize = 6       // bytes of JSON around a value: quotes, a colon, a comma
)

// encoder makes a record's value of a JavaScript one. Reading a property may run the program's getters, which may throw.
type encoder struct {
	vm *engine.VM
	// arrayFrom, where it is not undefined, is Array.from, and what maps and sets hold is encoded as a console shows it: as a
	// list. What stores and sends them does not see what they hold.
	arrayFrom engine.Value
	above     []engine.Value
	values    int
	size      int // about how many bytes of JSON the value makes
}

func (e *encoder) value(value engine.Value) record.Value {
	e.size += valueSize
	if e.values++; e.values > maxValues {
		return record.Of(record.Truncated)
	}
	switch {
	case value.IsUndefined():
		return record.Of(record.Undefined)
	case value.IsNull():
		return record.Of(record.Null)
	case value.IsObject():
		return e.object(value)
	case value.IsSymbol():
		return record.Of(record.Symbol)
	case value.IsBoolean():
		return record.Bool(value.Boolean())
	case value.IsNumber():
		return number(value.Number())
	case value.IsBigInt():
		return tagged(record.BigInt, value.String())
	}
	return e.text(value.String())
}

func number(n float64) record.Value {
	switch {
	case math.IsNaN(n):
		return record.Of(record.NaN)
	case math.IsInf(n, 1):
		return record.Of(record.Infinity)
	case math.IsInf(n, -1):
		return record.Of(record.NegativeInfinity)
	}
	return record.Num(n)
}

func (e *encoder) text(s string) record.Value {
	length := utf8.RuneCountInString(s)
	if length <= maxText {
		e.size += len(s)
		return record.Text(s)
	}
	return fromTag(map[string]any{"$type": "string", "length": length, "head": string([]rune(s)[:textHead])})
}

func tagged(kind record.Kind, value any) record.Value {
	return fromTag(map[string]any{"$type": string(kind), "value": value})
}

// fromTag makes a value of those kinds that package record makes of their JSON only.
func fromTag(tag map[string]any) record.Value {
	var value record.Value
	data, err := json.Marshal(tag)
	if err == nil {
		err = json.Unmarshal(data, &value)
	}
	if err != nil {
		panic(err) // the tags are this file's own
	}
	return value
}

func (e *encoder) object(o engine.Value) (value record.Value) {
	if slices.ContainsFunc(e.above, o.Same) {
		return record.Of(record.Circular)
	}
	if len(e.above) >= maxDepth {
		return record.Of(record.Truncated)
	}
	e.above = append(e.above, o)
	defer func() { e.above = e.above[:len(e.above)-1] }()
	err := e.vm.Try(func() { value = e.readable(o) })
	var thrown *engine.Thrown
	if errors.As(err, &thrown) {
		return tagged(record.Unreadable, thrown.Message)
	}
	must(err)
	return value
}

func (e *encoder) readable(o engine.Value) record.Value {
	switch {
	case o.IsFunction():
		return record.Of(record.Function)
	case o.IsArray():
		return e.array(o)
	case o.IsPromise():
		return record.Of(record.Promise)
	case o.IsDate():
		if at, err := e.vm.Call(o.Get("toISOString"), o); err == nil {
			return tagged(record.Date, at.String())
		}
		return tagged(record.Date, "Invalid Date")
	case o.IsError():
		return e.failure(o)
	}
	if !e.arrayFrom.IsUndefined() && o.IsCollection() {
		return e.collection(o)
	}
	return record.Fields(e.fields(o))
}

func (e *encoder) array(o engine.Value) record.Value {
	var items []record.Value
	for i := range o.Length() {
		if i == maxItems {
			items = append(items, record.Of(record.Truncated))
			break
		}
		items = append(items, e.value(o.Index(i)))
	}
	return record.List(items...)
}

func (e *encoder) collection(o engine.Value) record.Value {
	list, err := e.vm.Call(e.arrayFrom, e.vm.Global().Get("Array"), o)
	if err != nil {
		return tagged(record.Unreadable, err.Error())
	}
	return e.array(list)
}

func (e *encoder) fields(o engine.Value) map[string]record.Value {
	fields := map[string]record.Value{}
	for i, name := range o.Keys() {
		if i == maxItems {
			fields["…"] = record.Of(record.Truncated)
			break
		}
		e.size += len(name)
		fields[name] = e.value(o.Get(name))
	}
	return fields
}

func (e *encoder) failure(o engine.Value) record.Value {
	fields := e.fields(o)
	for _, name := range []string{"name", "message"} {
		fields[name] = e.value(o.Get(name))
	}
	value := map[string]record.Value{}
	for name, field := range fields {
		value[name] = field
	}
	return tagged(record.Error, value)
}
