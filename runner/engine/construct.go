package engine

import (
	"modernc.org/libc"
	lib "modernc.org/libquickjs"
)

// constructing is what a constructor of the host's does: target is what is to be constructed, undefined where it was
// called as a function.
type constructing func(target Value, args []Value) (Value, error)

// replaceConstructor puts a constructor in the place of one of the language's own, whose prototype it keeps.
func (vm *VM) replaceConstructor(global Value, name string, length int32, f constructing) Value {
	own := global.Get(name)
	vm.constructors = append(vm.constructors, f)
	vm.lent = append(append(vm.lent[:0], name...), 0)
	function := vm.got(lib.XJS_NewCFunction2(vm.tls, vm.ctx, functionPointer(construct), addressOf(&vm.lent[0]), length,
		lib.EJS_CFUNC_constructor_or_func_magic, int32(len(vm.constructors)-1)))
	prototype := own.Get("prototype")
	function.define("prototype", prototype, 0)
	prototype.Hide("constructor", function)
	global.Hide(name, function)
	return function
}

// construct is what the engine calls for every such constructor.
func construct(_ *libc.TLS, ctx uintptr, target lib.TJSValue, count int32, first uintptr, number int32) (result lib.TJSValue) {
	vm := ofContext(ctx)
	return vm.serve(func(call FunctionCall) (Value, error) {
		return vm.constructors[number](call.This, call.Arguments)
	}, target, count, first)
}

// constructOwn calls a constructor of the language's own for a target.
func (vm *VM) constructOwn(own, target Value, args ...Value) (Value, error) {
	list := vm.vectorOf(args)
	defer list.free()
	return vm.result(lib.XJS_CallConstructor2(vm.tls, vm.ctx, own.raw(), target.raw(), int32(list.count), list.first))
}
