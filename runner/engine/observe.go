package engine

// Observer is told how an object is read, before it is.
type Observer struct {
	// Get and Has are told the name of a property that is read, or looked for with in. Symbols are not told.
	Get, Has func(name string)
	// Keys is called when all properties are listed, as Object.keys, JSON.stringify, a spread and a for-in do.
	Keys func()
}

// Observe returns an object that is the target in every way but that the observer is told.
func (vm *VM) Observe(target Value, o Observer) Value {
	handler := vm.Object()
	handler.Method("get", 3, func(call FunctionCall) (Value, error) {
		if call.Argument(1).IsSymbol() {
			return vm.call(vm.intrinsics["Reflect.get"], Value{}, call.Argument(0), call.Argument(1))
		}
		name := call.Argument(1).String()
		o.Get(name)
		return call.Argument(0).Get(name), nil
	})
	handler.Method("has", 2, func(call FunctionCall) (Value, error) {
		if !call.Argument(1).IsSymbol() {
			o.Has(call.Argument(1).String())
		}
		return vm.call(vm.intrinsics["Reflect.has"], Value{}, call.Argument(0), call.Argument(1))
	})
	handler.Method("ownKeys", 1, func(call FunctionCall) (Value, error) {
		o.Keys()
		return vm.call(vm.intrinsics["Reflect.ownKeys"], Value{}, call.Argument(0))
	})
	return vm.New(vm.intrinsics["Proxy"], target, handler)
}
