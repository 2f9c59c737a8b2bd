package engine

import (
	"math"
	"unsafe"

	lib "modernc.org/libquickjs"
)

// Value is a JavaScript value. The zero Value is undefined.
//
// A value that a native function is given, or makes, lasts until that function returns; one that is made while none
// runs, as long as its VM. Keep makes it last longer. To use one that is over is a mistake of the host, and panics.
//
// Methods that may run code of the program, such as Get, which may call a getter, panic with its exception. That is
// the error of VM.Do, and of the native function in which it happens.
type Value struct {
	vm *VM
	js lib.TJSValue
	// place is where among the VM's values it is held, and serial the number it has there; 0 for what needs no memory.
	place  int
	serial uint64
}

// Undefined returns the value undefined.
func Undefined() Value { return Value{} }

// Null returns the value null.
func Null() Value { return Value{js: lib.TJSValue{Ftag: lib.EJS_TAG_NULL}} }

// raw returns the engine's own value, which stays the VM's.
func (v Value) raw() lib.TJSValue {
	if v.IsUndefined() {
		return lib.TJSValue{Ftag: lib.EJS_TAG_UNDEFINED}
	}
	if v.serial != 0 && !v.vm.values.holds(v) {
		panic("engine: a value is used after the call that it belongs to; Keep keeps it")
	}
	return v.js
}

func (v Value) tag() int64 {
	if v.vm == nil && v.js.Ftag == 0 { // the zero Value
		return lib.EJS_TAG_UNDEFINED
	}
	if v.js.Ftag == lib.EJS_TAG_STRING_ROPE {
		return lib.EJS_TAG_STRING
	}
	return v.js.Ftag
}

// IsUndefined and the following tell what kind of value it is.
func (v Value) IsUndefined() bool { return v.tag() == lib.EJS_TAG_UNDEFINED }

// IsNull says whether it is null.
func (v Value) IsNull() bool { return v.tag() == lib.EJS_TAG_NULL }

// IsNullish says whether it is undefined or null.
func (v Value) IsNullish() bool { return v.IsUndefined() || v.IsNull() }

// IsString says whether it is a string, not an object that wraps one.
func (v Value) IsString() bool { return v.tag() == lib.EJS_TAG_STRING }

// IsSymbol says whether it is a symbol.
func (v Value) IsSymbol() bool { return v.tag() == lib.EJS_TAG_SYMBOL }

// IsBoolean says whether it is true or false.
func (v Value) IsBoolean() bool { return v.tag() == lib.EJS_TAG_BOOL }

// IsNumber says whether it is a number.
func (v Value) IsNumber() bool { return v.tag() == lib.EJS_TAG_INT || v.tag() == lib.EJS_TAG_FLOAT64 }

// IsBigInt says whether it is a bigint.
func (v Value) IsBigInt() bool {
	return v.tag() == lib.EJS_TAG_BIG_INT || v.tag() == lib.EJS_TAG_SHORT_BIG_INT
}

// IsObject says whether it is an object, which functions and arrays are too.
func (v Value) IsObject() bool { return v.tag() == lib.EJS_TAG_OBJECT }

// IsFunction says whether it can be called.
func (v Value) IsFunction() bool {
	return v.IsObject() && lib.XJS_IsFunction(v.vm.tls, v.vm.ctx, v.raw()) != 0
}

// IsError says whether it is an object that an Error constructor made.
func (v Value) IsError() bool { return v.IsObject() && classOf(v.raw()) == lib.EJS_CLASS_ERROR }

// IsArray says whether it is an array.
func (v Value) IsArray() bool { return v.IsObject() && classOf(v.raw()) == lib.EJS_CLASS_ARRAY }

// IsDate says whether it is a Date.
func (v Value) IsDate() bool { return v.IsObject() && classOf(v.raw()) == lib.EJS_CLASS_DATE }

// IsPromise says whether it is a promise of the language's own.
func (v Value) IsPromise() bool { return v.IsObject() && classOf(v.raw()) == lib.EJS_CLASS_PROMISE }

// IsCollection says whether it is a Map or a Set.
func (v Value) IsCollection() bool {
	return v.IsObject() && (classOf(v.raw()) == lib.EJS_CLASS_MAP || classOf(v.raw()) == lib.EJS_CLASS_SET)
}

// Same says whether two values are the same one: the same object, or primitive values that === calls equal.
func (v Value) Same(w Value) bool {
	vm := v.vm
	if vm == nil || v.tag() != w.tag() && !(v.IsNumber() && w.IsNumber()) {
		return v.tag() == w.tag()
	}
	return lib.XJS_StrictEq(vm.tls, vm.ctx, v.raw(), w.raw()) != 0
}

// Boolean converts to a boolean, which runs no code.
func (v Value) Boolean() bool {
	if v.IsNullish() {
		return false
	}
	return lib.XJS_ToBool(v.vm.tls, v.vm.ctx, v.raw()) > 0
}

// Number converts to a number; of an object that may run code.
func (v Value) Number() float64 {
	switch v.tag() {
	case lib.EJS_TAG_UNDEFINED:
		return math.NaN()
	case lib.EJS_TAG_NULL:
		return 0
	case lib.EJS_TAG_INT, lib.EJS_TAG_BOOL:
		return float64(v.integer())
	case lib.EJS_TAG_FLOAT64:
		return v.float()
	}
	if lib.XJS_ToFloat64(v.vm.tls, v.vm.ctx, addressOf(&v.vm.number), v.raw()) != 0 {
		panic(v.vm.pending())
	}
	return v.vm.number
}

func (v Value) integer() int32 { return int32(*(*int64)(unsafe.Pointer(&v.js.Fu))) }

func (v Value) float() float64 { return *(*float64)(unsafe.Pointer(&v.js.Fu)) }

// Integer converts to a number and drops its fraction; what is no number is 0.
func (v Value) Integer() int64 {
	switch n := v.Number(); {
	case math.IsNaN(n):
		return 0
	case n >= math.MaxInt64:
		return math.MaxInt64
	case n <= math.MinInt64:
		return math.MinInt64
	default:
		return int64(n)
	}
}

// String converts to a string; of an object that may run code. A symbol is shown as Symbol(...). Surrogates that stand
// alone become U+FFFD.
func (v Value) String() string {
	switch v.tag() {
	case lib.EJS_TAG_UNDEFINED:
		return "undefined"
	case lib.EJS_TAG_NULL:
		return "null"
	case lib.EJS_TAG_SYMBOL:
		return v.Get("description").symbolText()
	}
	text, ok := v.vm.textOf(v.raw())
	if !ok {
		panic(v.vm.pending())
	}
	return text
}

func (v Value) symbolText() string {
	if v.IsUndefined() {
		return "Symbol()"
	}
	return "Symbol(" + v.String() + ")"
}

// classOf is the class of an object.
func classOf(js lib.TJSValue) int32 { return int32(at[lib.TJSObject](pointerOf(js)).Fclass_id) }

// pointerOf is the address of what a value that is not in itself stands for.
func pointerOf(js lib.TJSValue) uintptr { return *(*uintptr)(unsafe.Pointer(&js.Fu)) }
