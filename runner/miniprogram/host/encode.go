package host

import (
	"encoding/json"
	"math"
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/dop251/goja"

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
	rt *goja.Runtime
	// arrayFrom, where it is not nil, is Array.from, and what maps and sets hold is encoded as a console shows it: as a
	// list. What stores and sends them does not see what they hold.
	arrayFrom goja.Callable
	above     []*goja.Object
	values    int
	size      int // about how many bytes of JSON the value makes
}

func (e *encoder) value(value goja.Value) record.Value {
	e.size += valueSize
	if e.values++; e.values > maxValues {
		return record.Of(record.Truncated)
	}
	switch v := value.(type) {
	case nil:
		return record.Of(record.Undefined)
	case *goja.Object:
		return e.object(v)
	case *goja.Symbol:
		return record.Of(record.Symbol)
	case goja.String:
		return e.text(v.String())
	}
	if goja.IsUndefined(value) {
		return record.Of(record.Undefined)
	}
	if goja.IsNull(value) {
		return record.Of(record.Null)
	}
	switch v := value.Export().(type) {
	case bool:
		return record.Bool(v)
	case int64:
		return record.Num(float64(v))
	case float64:
		return number(v)
	case *big.Int:
		return tagged(record.BigInt, v.String())
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

func (e *encoder) object(o *goja.Object) (value record.Value) {
	if slices.Contains(e.above, o) {
		return record.Of(record.Circular)
	}
	if len(e.above) >= maxDepth {
		return record.Of(record.Truncated)
	}
	e.above = append(e.above, o)
	defer func() { e.above = e.above[:len(e.above)-1] }()
	if thrown := e.rt.Try(func() { value = e.readable(o) }); thrown != nil {
		return tagged(record.Unreadable, thrown.Value().String())
	}
	return value
}

func (e *encoder) readable(o *goja.Object) record.Value {
	if _, ok := goja.AssertFunction(o); ok {
		return record.Of(record.Function)
	}
	switch o.ClassName() {
	case "Array":
		return e.array(o)
	case "Promise":
		return record.Of(record.Promise)
	case "Date":
		if at, err := callMethod(o, "toISOString"); err == nil {
			return tagged(record.Date, at.String())
		}
		return tagged(record.Date, "Invalid Date")
	case "Error":
		return e.failure(o)
	}
	if e.arrayFrom != nil && isCollection(o) {
		return e.collection(o)
	}
	return record.Fields(e.fields(o))
}

func callMethod(o *goja.Object, name string) (goja.Value, error) {
	f, _ := goja.AssertFunction(o.Get(name))
	return f(o)
}

func (e *encoder) array(o *goja.Object) record.Value {
	var items []record.Value
	length := int(o.Get("length").ToInteger())
	for i := range length {
		if i == maxItems {
			items = append(items, record.Of(record.Truncated))
			break
		}
		items = append(items, e.value(o.Get(strconv.Itoa(i))))
	}
	return record.List(items...)
}

// isCollection says whether an object that is no array is a map or a set: the interpreter exports them as lists.
func isCollection(o *goja.Object) bool {
	exported := o.ExportType()
	return exported == reflect.TypeFor[[][2]any]() || exported == reflect.TypeFor[[]any]()
}

func (e *encoder) collection(o *goja.Object) record.Value {
	list, err := e.arrayFrom(e.rt.Get("Array"), o)
	if err != nil {
		return tagged(record.Unreadable, err.Error())
	}
	return e.array(list.ToObject(e.rt))
}

func (e *encoder) fields(o *goja.Object) map[string]record.Value {
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

func (e *encoder) failure(o *goja.Object) record.Value {
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
