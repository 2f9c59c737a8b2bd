package engine

import "time"

// defineDate puts a Date in the place of the engine's own that reads the virtual clock. Everything else of it, its
// prototype too, is the engine's.
func (vm *VM) defineDate(global Value) {
	own := global.Get("Date")
	date := vm.replaceConstructor(global, "Date", 7, func(target Value, args []Value) (Value, error) {
		switch {
		case target.IsUndefined():
			now, err := vm.constructOwn(own, own, vm.ToValue(vm.readClock()))
			if err != nil {
				return Value{}, err
			}
			return vm.ToValue(now.String()), nil
		case len(args) == 0:
			return vm.constructOwn(own, target, vm.ToValue(vm.readClock()))
		}
		return vm.constructOwn(own, target, args...)
	})
	for _, name := range []string{"parse", "UTC"} {
		date.Hide(name, own.Get(name))
	}
	date.Method("now", 0, func(FunctionCall) (Value, error) { return vm.ToValue(vm.readClock()), nil })
}

// readClock is what Date sees, in milliseconds since 1970.
func (vm *VM) readClock() float64 {
	return float64(vm.start.Add(vm.readElapsed()).UnixNano() / int64(time.Millisecond))
}
