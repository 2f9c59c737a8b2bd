package engine

import (
	"errors"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/libquickjs"
)

// FunctionCall is a call of a native function.
type FunctionCall struct {
	This      Value
	Arguments []Value
}

// Argument returns an argument, undefined where there is none.
func (c FunctionCall) Argument(i int) Value {
	if i < len(c.Arguments) {
		return c.Arguments[i]
	}
	return Value{}
}

// Native is what a native function does. An error that is a *Thrown is thrown as it is, a *Stopped ends the program, and
// any other becomes an Error with its message.
type Native func(FunctionCall) (Value, error)

// Function makes a function of the program's that is a native one. What it panics with goes on as an error where it is
// one of this package's own, and else when the engine has returned.
func (vm *VM) Function(name string, f func(FunctionCall) (Value, error)) Value {
	return vm.function(name, 0, f)
}

// Method defines a native function as a property that is not enumerable; length is the number of arguments that it says
// to take.
func (v Value) Method(name string, length int, f func(FunctionCall) (Value, error)) {
	v.Hide(name, v.vm.function(name, length, f))
}

func (vm *VM) function(name string, length int, f Native) Value {
	function := vm.nameless(f)
	function.define("length", length, lib.MJS_PROP_CONFIGURABLE)
	function.define("name", name, lib.MJS_PROP_CONFIGURABLE)
	return function
}

// nameless makes a native function that programs do not get to see.
func (vm *VM) nameless(f Native) Value {
	vm.natives = append(vm.natives, f)
	vm.index = vm.toNumber(float64(len(vm.natives) - 1)).js
	return vm.got(lib.XJS_NewCFunctionData(vm.tls, vm.ctx, functionPointer(dispatch), 0, 0, 1, addressOf(&vm.index)))
}

// dispatch is what the engine calls for every native function; data holds the function's number.
func dispatch(_ *libc.TLS, ctx uintptr, this lib.TJSValue, count int32, first uintptr, _ int32, data uintptr) lib.TJSValue {
	vm := ofContext(ctx)
	native := vm.natives[int(Value{vm: vm, js: *at[lib.TJSValue](data)}.integer())]
	return vm.serve(native, this, count, first)
}

func (vm *VM) serve(native Native, this lib.TJSValue, count int32, first uintptr) (result lib.TJSValue) {
	scope := vm.values.scope()
	defer vm.values.end(scope)
	defer func() {
		if p := recover(); p != nil { // no panic may go through the engine
			result = vm.refuse(vm.caught(p))
		}
	}()
	call := FunctionCall{This: vm.argument(this)}
	if count > 0 {
		call.Arguments = make([]Value, count)
		for i, js := range unsafe.Slice(at[lib.TJSValue](first), count) {
			call.Arguments[i] = vm.argument(js)
		}
	}
	value, err := native(call)
	if err != nil {
		return vm.refuse(err)
	}
	return vm.duplicate(value.raw())
}

// caught is the error of a panic: one of this package's own, or one that waits until the engine has returned.
func (vm *VM) caught(p any) error {
	if err, ok := p.(error); ok && ours(err) {
		return err
	}
	vm.panicked = p
	return &Stopped{}
}

func ours(err error) bool {
	var thrown *Thrown
	var stopped *Stopped
	return errors.As(err, &thrown) || errors.As(err, &stopped)
}

// refuse throws an error in the engine.
func (vm *VM) refuse(err error) lib.TJSValue {
	var thrown *Thrown
	var stopped *Stopped
	switch {
	case errors.As(err, &thrown):
		return lib.XJS_Throw(vm.tls, vm.ctx, vm.duplicate(thrown.Value.raw()))
	case errors.As(err, &stopped):
		vm.drop(lib.XJS_ThrowInternalError(vm.tls, vm.ctx, addressOf(&stopText[0]), 0))
		lib.XJS_SetUncatchableException(vm.tls, vm.ctx, 1)
		return lib.TJSValue{Ftag: lib.EJS_TAG_EXCEPTION}
	}
	return lib.XJS_Throw(vm.tls, vm.ctx, vm.duplicate(vm.newError("Error", err.Error()).raw()))
}

// stopText is what the engine calls the end of a program, with its zero.
var stopText = [...]byte{'s', 't', 'o', 'p', 0}

// TypeError makes an error that a native function returns to have a TypeError thrown.
func (vm *VM) TypeError(message string) error { return vm.Throw(vm.newError("TypeError", message)) }

// Throw makes an error that a native function returns to have a value thrown.
func (vm *VM) Throw(value Value) error { return &Thrown{Value: value} }

func (vm *VM) newError(kind, message string) Value {
	return vm.New(vm.intrinsics[kind], vm.ToValue(message))
}

// New calls a constructor.
func (vm *VM) New(constructor Value, args ...Value) Value {
	list := vm.vectorOf(args)
	defer list.free()
	return vm.got(lib.XJS_CallConstructor(vm.tls, vm.ctx, constructor.raw(), int32(list.count), list.first))
}
