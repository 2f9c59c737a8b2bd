package engine

import (
	"time"

	"modernc.org/libc"
	lib "modernc.org/libquickjs"
)

// defineDate puts a Date in the place of the engine's own that reads the virtual clock. Everything else of it, its
// prototype too, is the engine's.
func (vm *VM) defineDate(global Value) {
	real := global.Get("Date")
	vm.realDate = real
	js := lib.XJS_NewCFunction2(vm.tls, vm.ctx, functionPointer(newDate), addressOf(&dateName[0]), 7, lib.EJS_CFUNC_constructor_or_func, 0)
	date := vm.got(js)
	prototype := real.Get("prototype")
	date.define("prototype", prototype, 0)
	for _, name := range []string{"parse", "UTC"} {
		date.Hide(name, real.Get(name))
	}
	date.Method("now", 0, func(FunctionCall) (Value, error) { return vm.ToValue(vm.readClock()), nil })
	prototype.Hide("constructor", date)
	global.Hide("Date", date)
}

// dateName is the name of the constructor, with its zero.
var dateName = [...]byte{'D', 'a', 't', 'e', 0}

// newDate is Date, called as a function or, where target is not undefined, as a constructor.
func newDate(tls *libc.TLS, ctx uintptr, target lib.TJSValue, count int32, first uintptr) (result lib.TJSValue) {
	vm := ofContext(ctx)
	if target.Ftag != lib.EJS_TAG_UNDEFINED && count > 0 {
		return lib.XJS_CallConstructor2(tls, ctx, vm.realDate.raw(), target, count, first)
	}
	construct := target
	if target.Ftag == lib.EJS_TAG_UNDEFINED {
		construct = vm.realDate.raw()
	}
	now := vm.vectorOf([]Value{vm.ToValue(vm.readClock())})
	defer now.free()
	date := lib.XJS_CallConstructor2(tls, ctx, vm.realDate.raw(), construct, 1, now.first)
	if target.Ftag != lib.EJS_TAG_UNDEFINED || date.Ftag == lib.EJS_TAG_EXCEPTION {
		return date
	}
	text := lib.XJS_ToString(tls, ctx, date)
	vm.drop(date)
	return text
}

// readClock is what Date sees, in milliseconds since 1970.
func (vm *VM) readClock() float64 {
	return float64(vm.start.Add(vm.readElapsed()).UnixNano() / int64(time.Millisecond))
}
