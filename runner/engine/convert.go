package engine

import (
	"encoding/json"
	"fmt"
	"math"
	"unsafe"

	lib "modernc.org/libquickjs"
)

// ToValue makes a JavaScript value of a Go one: nil is null; booleans, numbers, strings, a Value, and functions that
// Function takes are what they look like, lists of values are arrays, []byte is an ArrayBuffer with a copy; everything
// else is what its JSON says.
func (vm *VM) ToValue(data any) Value {
	switch d := data.(type) {
	case nil:
		return Null()
	case Value:
		return d
	case bool:
		js := lib.TJSValue{Ftag: lib.EJS_TAG_BOOL}
		if d {
			*(*int64)(unsafe.Pointer(&js.Fu)) = 1
		}
		return Value{vm: vm, js: js}
	case int:
		return vm.toNumber(float64(d))
	case int64:
		return vm.toNumber(float64(d))
	case float64:
		return vm.toNumber(d)
	case string:
		return vm.got(vm.newString(d))
	case []byte:
		return vm.buffer(d)
	case []Value:
		return vm.Array(d...)
	case func(FunctionCall) (Value, error):
		return vm.Function("", d)
	}
	text, err := json.Marshal(data)
	if err != nil {
		panic(fmt.Sprintf("engine: %T is no data: %v", data, err))
	}
	value, err := vm.ParseJSON(string(text))
	if err != nil {
		panic(err)
	}
	return value
}

func (vm *VM) toNumber(n float64) Value {
	js := lib.TJSValue{Ftag: lib.EJS_TAG_FLOAT64}
	if i := int32(n); float64(i) == n && (i != 0 || !math.Signbit(n)) {
		js.Ftag = lib.EJS_TAG_INT
		*(*int64)(unsafe.Pointer(&js.Fu)) = int64(uint32(i))
	} else {
		*(*float64)(unsafe.Pointer(&js.Fu)) = n
	}
	return Value{vm: vm, js: js}
}

// jsonText is what the engine calls the source of JSON, with its zero.
var jsonText = [...]byte{'j', 's', 'o', 'n', 0}

// ParseJSON makes a value of JSON, whatever the program did to JSON.parse.
func (vm *VM) ParseJSON(text string) (Value, error) {
	address, length := vm.lend(text)
	js := lib.XJS_ParseJSON(vm.tls, vm.ctx, address, length, addressOf(&jsonText[0]))
	if js.Ftag == lib.EJS_TAG_EXCEPTION {
		return Value{}, vm.pending()
	}
	return vm.value(js), nil
}

// Stringify writes a value as JSON.stringify does, which asks toJSON and runs getters; of undefined it is nothing.
func (vm *VM) Stringify(value Value) ([]byte, error) {
	text, err := vm.result(lib.XJS_JSONStringify(vm.tls, vm.ctx, value.raw(), Value{}.raw(), Value{}.raw()))
	if err != nil || text.IsUndefined() {
		return nil, err
	}
	return []byte(text.String()), nil
}

// Object makes an empty object.
func (vm *VM) Object() Value { return vm.got(lib.XJS_NewObject(vm.tls, vm.ctx)) }

// Array makes an array.
func (vm *VM) Array(items ...Value) Value {
	array := vm.got(lib.XJS_NewArray(vm.tls, vm.ctx))
	for i, item := range items {
		vm.check(lib.XJS_DefinePropertyValueUint32(vm.tls, vm.ctx, array.raw(), uint32(i), vm.duplicate(item.raw()), lib.MJS_PROP_C_W_E))
	}
	return array
}

// Strings makes an array of strings.
func (vm *VM) Strings(items []string) Value {
	values := make([]Value, len(items))
	for i, item := range items {
		values[i] = vm.ToValue(item)
	}
	return vm.Array(values...)
}

// Items returns the items of an array.
func (v Value) Items() []Value {
	if !v.IsObject() {
		return nil
	}
	items := make([]Value, v.Length())
	for i := range items {
		items[i] = v.Index(i)
	}
	return items
}

// Strings returns the items of an array, each converted to a string.
func (v Value) Strings() []string {
	var texts []string
	for _, item := range v.Items() {
		texts = append(texts, item.String())
	}
	return texts
}

// buffer makes an ArrayBuffer with a copy of the bytes.
func (vm *VM) buffer(data []byte) Value {
	address, length := vm.lend(string(data))
	return vm.got(lib.XJS_NewArrayBufferCopy(vm.tls, vm.ctx, address, length))
}

// Bytes returns the memory of an ArrayBuffer, or the part of it that a typed array or a DataView shows; nil for anything
// else. It is the program's own, to be read or written at once.
func (v Value) Bytes() []byte {
	if !v.IsObject() {
		return nil
	}
	class := classOf(v.raw())
	if class == lib.EJS_CLASS_ARRAY_BUFFER || class == lib.EJS_CLASS_SHARED_ARRAY_BUFFER {
		return v.vm.bufferBytes(v.raw())
	}
	if class < lib.EJS_CLASS_UINT8C_ARRAY || class > lib.EJS_CLASS_DATAVIEW {
		return nil
	}
	whole := v.Get("buffer").Bytes()
	from, length := v.Get("byteOffset").Integer(), v.Get("byteLength").Integer()
	if from < 0 || length < 0 || from+length > int64(len(whole)) {
		return nil
	}
	return whole[from : from+length]
}

func (vm *VM) bufferBytes(js lib.TJSValue) []byte {
	start := lib.XJS_GetArrayBuffer(vm.tls, vm.ctx, addressOf(&vm.length), js)
	if start == 0 {
		vm.drop(lib.XJS_GetException(vm.tls, vm.ctx))
		return nil
	}
	return unsafe.Slice(at[byte](start), int(vm.length))
}
