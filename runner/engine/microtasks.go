package engine

var microtasks = own("microtask.js")

// defineMicrotasks defines queueMicrotask.
func (vm *VM) defineMicrotasks(global Value) {
	report := vm.Function("report", func(call FunctionCall) (Value, error) {
		value := call.Argument(0)
		vm.uncaught(Uncaught{Value: value, Thrown: vm.thrown(value)})
		return Value{}, nil
	})
	global.Hide("queueMicrotask", vm.runOwn(microtasks, report))
}
