package engine

import "time"

// runLater runs a function (argument 0) in a turn of its own.
func runLater(vm *VM, call FunctionCall) (Value, error) {
	return Value{}, vm.runAfter(0, call.Argument(0))
}

// runAfterTime runs a function (argument 1) when so many milliseconds (0) have passed.
func runAfterTime(vm *VM, call FunctionCall) (Value, error) {
	return Value{}, vm.runAfter(vm.delay(call.Argument(0)), call.Argument(1))
}

func (vm *VM) runAfter(delay time.Duration, f Value) error {
	f = f.Keep()
	vm.After(delay, func() {
		vm.Turn(f)
		f.Release()
	})
	return nil
}

// reportUncaught reports what a listener of an event threw (argument 0).
func reportUncaught(vm *VM, call FunctionCall) (Value, error) {
	vm.uncaught(Uncaught{Value: call.Argument(0), Thrown: vm.thrown(call.Argument(0))})
	return Value{}, nil
}
