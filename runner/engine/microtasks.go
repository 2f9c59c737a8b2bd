package engine

import "github.com/dop251/goja"

var microtasks = own("microtask.js")

// defineMicrotasks defines queueMicrotask. It is written in JavaScript, on a resolved promise, because the interpreter
// runs its microtasks in order only when they are not native.
func (vm *VM) defineMicrotasks() {
	report := vm.rt.ToValue(func(call goja.FunctionCall) goja.Value {
		value := call.Argument(0)
		vm.uncaught(Uncaught{Value: value, Thrown: vm.thrown(value, vm.errorFrames(value))})
		return goja.Undefined()
	})
	vm.global("queueMicrotask", vm.runOwn(microtasks, report))
}
