package engine

// defineWeakRef keeps what a weak reference refers to until the turn is over in which it was made or asked, as the
// language says. The engine itself frees it at once.
func (vm *VM) defineWeakRef(global Value) {
	own := global.Get("WeakRef")
	vm.replaceConstructor(global, "WeakRef", 1, func(target Value, args []Value) (Value, error) {
		if target.IsUndefined() {
			return Value{}, vm.TypeError("Constructor WeakRef requires 'new'")
		}
		reference, err := vm.constructOwn(own, target, args...)
		if err == nil {
			vm.keepAlive(args[0])
		}
		return reference, err
	})
	prototype := own.Get("prototype")
	deref := prototype.Get("deref")
	prototype.Method("deref", 0, func(call FunctionCall) (Value, error) {
		target, err := vm.call(deref, call.This)
		vm.keepAlive(target)
		return target, err
	})
}

func (vm *VM) keepAlive(target Value) {
	if target.serial != 0 {
		vm.alive = append(vm.alive, vm.duplicate(target.raw()))
	}
}

// releaseAlive ends what keepAlive began.
func (vm *VM) releaseAlive() {
	for _, js := range vm.alive {
		vm.drop(js)
	}
	vm.alive = vm.alive[:0]
}
